import type { Pool } from 'pg';

/** In order; what has been released is never changed, only followed by more. */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE runs (
    sha256      text COLLATE "C" PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    received_at text COLLATE "C" NOT NULL,
    state       text NOT NULL CHECK (state IN ('sound', 'doubtful', 'approved')),
    suite       text NOT NULL,
    machine     text NOT NULL,
    facts       jsonb NOT NULL CHECK (jsonb_typeof(facts) = 'object'),
    token_hash  text CHECK (token_hash ~ '^[0-9a-f]{64}$'),
    content     bytea NOT NULL CHECK (length(content) > 0)
  );
  CREATE INDEX runs_by_arrival ON runs (received_at DESC, sha256 DESC);
  CREATE TABLE owner (
    single     boolean PRIMARY KEY DEFAULT true CHECK (single),
    token_hash text NOT NULL CHECK (token_hash ~ '^[0-9a-f]{64}$')
  );
  `,
];

/** Any number, the same in every collector: those that start at once take turns. */
const LOCK = 7_317_240;

/** Brings the schema up to date; of collectors that start together one does it. */
export async function migrate(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    await client.query('CREATE TABLE IF NOT EXISTS migrations (version integer PRIMARY KEY)');
    const { rows } = await client.query<{ version: number }>('SELECT version FROM migrations');
    const done = new Set(rows.map(({ version }) => version));
    for (const [index, statements] of MIGRATIONS.entries()) {
      if (done.has(index + 1)) continue;
      await client.query(statements);
      await client.query('INSERT INTO migrations VALUES ($1)', [index + 1]);
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}
