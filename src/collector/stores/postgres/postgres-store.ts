import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import pg from 'pg';
import { EXIT, messageOf, UserError } from '../../../core/errors.ts';
import type { RunFacts, StoredRun } from '../../runs/run-facts.ts';
import { type Added, type RunQuery, type RunStore, StoreUnavailableError } from '../run-store.ts';
import { migrate } from './migrations.ts';

const pack = promisify(gzip);
const unpack = promisify(gunzip);

interface PostgresOptions {
  /** "postgres://user:password@host:5432/database". */
  readonly url: string;
  /** Of this collector; the server's own limit is shared by all. */
  readonly connections?: number;
}

/**
 * The transaction is committed before a run is acknowledged: a server with synchronous_commit, as it is by default, has it
 * on disk then. Of two that bring the same content the primary key lets one in.
 * @throws UserError where the server cannot be reached or refuses
 */
export async function openPostgresStore({ url, connections = 8 }: PostgresOptions): Promise<RunStore> {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 15_000,
    query_timeout: 20_000,
    application_name: 'ridgepoint-collector',
  });
  // A connection that the server ends while nobody uses it: the next one is made anew.
  pool.on('error', () => {});
  try {
    await migrate(pool);
  } catch (error) {
    await pool.end();
    // The address holds a password: it is not repeated.
    throw new UserError(`cannot use the database of --store: ${messageOf(error)}`, EXIT.usage);
  }
  return storeIn(pool);
}

function storeIn(pool: pg.Pool): RunStore {
  const ask = async <Row extends pg.QueryResultRow>(name: string, text: string, values: unknown[] = []) => {
    try {
      return await pool.query<Row>({ name, text, values });
    } catch (error) {
      throw isFault(error) ? error : new StoreUnavailableError(messageOf(error), { cause: error });
    }
  };
  return {
    add: async ({ facts, text, tokenHash }: StoredRun): Promise<Added> => {
      const { sha256, receivedAt, state, suite, machine } = facts;
      const { rowCount } = await ask(
        'add',
        `INSERT INTO runs (sha256, received_at, state, suite, machine, facts, token_hash, content)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (sha256) DO NOTHING`,
        [
          sha256,
          receivedAt,
          state,
          withoutNul(suite),
          withoutNul(machine),
          jsonOf(facts),
          tokenHash,
          await pack(text),
        ],
      );
      return rowCount === 1 ? 'added' : 'exists';
    },
    get: async sha256 => {
      const { rows } = await ask<Row & { content: Buffer; token_hash: string | null }>(
        'get',
        'SELECT facts, state, token_hash, content FROM runs WHERE sha256 = $1',
        [sha256],
      );
      const [row] = rows;
      if (row === undefined) return null;
      const text = (await unpack(row.content)).toString('utf8');
      return { facts: factsIn(row), text, tokenHash: row.token_hash };
    },
    list: async ({ suite, machine, state, after, limit }: RunQuery) => {
      const { rows } = await ask<Row>(
        'list',
        `SELECT facts, state FROM runs
         WHERE ($1::text IS NULL OR suite = $1) AND ($2::text IS NULL OR machine = $2)
           AND ($3::text IS NULL OR state = $3)
           AND ($4::text IS NULL OR (received_at, sha256) < ($4::text COLLATE "C", $5::text COLLATE "C"))
         ORDER BY received_at DESC, sha256 DESC LIMIT $6`,
        [
          suite ?? null,
          machine ?? null,
          state ?? null,
          after?.receivedAt ?? null,
          after?.sha256 ?? null,
          limit,
        ],
      );
      return rows.map(factsIn);
    },
    remove: async sha256 =>
      (await ask('remove', 'DELETE FROM runs WHERE sha256 = $1', [sha256])).rowCount === 1,
    approve: async sha256 => {
      const statement = "UPDATE runs SET state = 'approved' WHERE sha256 = $1 AND state = 'doubtful'";
      return (await ask('approve', statement, [sha256])).rowCount === 1;
    },
    count: async () =>
      (await ask<{ count: number }>('count', 'SELECT count(*)::integer AS count FROM runs')).rows[0]!.count,
    ownerHash: async ifNone => {
      await ask('claim', 'INSERT INTO owner (token_hash) VALUES ($1) ON CONFLICT DO NOTHING', [ifNone]);
      return (await ask<{ token_hash: string }>('owner', 'SELECT token_hash FROM owner')).rows[0]!.token_hash;
    },
    requireReady: async () => void (await ask('ready', 'SELECT 1')),
    close: () => pool.end(),
  };
}

/**
 * What trying again does not cure: by SQLSTATE, data or a statement that the schema does not allow. All else, a connection
 * that breaks or a server that is full, starting or read only, is over some time.
 */
function isFault(error: unknown): boolean {
  return error instanceof pg.DatabaseError && /^(22|23|42)/.test(error.code ?? '');
}

interface Row extends pg.QueryResultRow {
  /** Each text in it as JSON: PostgreSQL holds no U+0000, which a JSON text may hold. */
  readonly facts: { readonly json: string };
  readonly state: RunFacts['state'];
}

/** The facts as one text: a jsonb string cannot hold U+0000 either, its escaped form can. */
function jsonOf(facts: RunFacts): string {
  return JSON.stringify({ json: JSON.stringify(facts) });
}

function factsIn({ facts, state }: Row): RunFacts {
  return { ...(JSON.parse(facts.json) as RunFacts), state };
}

/** Only for the columns that lists are filtered by. */
function withoutNul(text: string): string {
  return text.replaceAll('\0', '\ufffd');
}
