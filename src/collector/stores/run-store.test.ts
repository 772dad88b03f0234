import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examineFile, validationTools } from '../../app/integrity.ts';
import { examineBy } from '../runs/examine.ts';
import { factsOf, type StoredRun } from '../runs/run-facts.ts';
import { tokenHash } from '../runs/tokens.ts';
import { POSTGRES_OBSTACLE, type PostgresServer, startPostgres } from '../testing/postgres-server.ts';
import { type SmallRun, smallRuns } from '../testing/small-runs.ts';
import { openFolderStore } from './folder/folder-store.ts';
import { openPostgresStore } from './postgres/postgres-store.ts';
import { type RunStore, StoreUnavailableError } from './run-store.ts';

const examine = examineBy(validationTools, examineFile);
let runs: readonly SmallRun[];
let folder: string;
let server: PostgresServer | null = null;

beforeAll(async () => {
  runs = await smallRuns(6);
  folder = await mkdtemp(join(tmpdir(), 'ridgepoint-store-'));
  if (POSTGRES_OBSTACLE === null) server = await startPostgres();
}, 60_000);

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await server?.close();
});

function stored(index: number, remarks: readonly string[] = []): StoredRun {
  const { file, text } = runs[index]!;
  const receivedAt = `2026-01-0${index + 1}T00:00:00.000Z`;
  return {
    facts: factsOf(file, { text, receivedAt, remarks }),
    text,
    tokenHash: tokenHash(`token ${index}`),
  };
}

const STORES: Readonly<Record<string, () => Promise<RunStore>>> = {
  folder: () => openFolderStore({ folder, examine }),
  PostgreSQL: () => openPostgresStore({ url: server!.url }),
};

describe.each(Object.keys(STORES))('a store in %s', name => {
  it('gives back what was added, once, in order of arrival, also when it is opened again', async context => {
    if (name === 'PostgreSQL' && POSTGRES_OBSTACLE !== null) context.skip(POSTGRES_OBSTACLE);
    const first = await STORES[name]!();
    expect(await first.ownerHash(tokenHash('owner'))).toBe(tokenHash('owner'));
    const added = await Promise.all([first.add(stored(0)), first.add(stored(0)), first.add(stored(1))]);
    expect(added.sort()).toEqual(['added', 'added', 'exists']);
    for (const index of [2, 3]) await first.add(stored(index, ['it is too good']));
    expect(await first.approve(runs[3]!.sha256)).toBe(true);
    expect(await first.approve(runs[0]!.sha256)).toBe(false);
    expect(await first.remove(runs[1]!.sha256)).toBe(true);
    expect(await first.remove(runs[1]!.sha256)).toBe(false);
    await first.close();

    const store = await STORES[name]!();
    expect(await store.ownerHash(tokenHash('another'))).toBe(tokenHash('owner'));
    expect(await store.count()).toBe(3);
    expect(await store.get(runs[0]!.sha256)).toEqual(stored(0));
    expect(await store.get(runs[1]!.sha256)).toBeNull();
    const [newest] = await store.list({ limit: 1 });
    expect(newest).toMatchObject({ sha256: runs[3]!.sha256, state: 'approved', remarks: ['it is too good'] });
    const rest = await store.list({ limit: 9, after: newest! });
    expect(rest.map(({ sha256 }) => sha256)).toEqual([runs[2]!.sha256, runs[0]!.sha256]);
    expect(await store.list({ limit: 9, state: 'doubtful' })).toEqual([stored(2, ['it is too good']).facts]);
    expect(await store.list({ limit: 9, suite: 'none' })).toEqual([]);
    await store.close();
  });
});

describe('a folder of runs', () => {
  it('belongs to one collector at a time', async () => {
    const store = await STORES.folder!();
    await expect(STORES.folder!()).rejects.toThrow(`belongs to another collector, process ${process.pid}`);
    await store.close();
  });

  it('is listed from its files: what has no receipt is examined, what is no run is put aside', async () => {
    const added = runs[5]!;
    await writeFile(join(folder, `${added.sha256}.json`), added.text);
    await writeFile(join(folder, `${'0'.repeat(64)}.json`), added.text);
    await writeFile(join(folder, `${'1'.repeat(64)}.receipt`), '{}');
    const notes: string[] = [];
    const store = await openFolderStore({ folder, examine, onNote: note => notes.push(note) });
    expect(await store.get(added.sha256)).toMatchObject({ text: added.text, tokenHash: null });
    expect(await store.get('0'.repeat(64))).toBeNull();
    expect(notes.join()).toContain(`${'0'.repeat(64)}.rejected`);
    await store.close();
  });
});

describe.skipIf(POSTGRES_OBSTACLE !== null)('PostgreSQL', () => {
  /** An empty database of its own. */
  async function emptyDatabase(name: string): Promise<string> {
    await asked(server!.url, `CREATE DATABASE ${name}`);
    return server!.url.replace(/postgres$/, name);
  }

  async function asked(url: string, statement: string): Promise<void> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  }

  it('is set up once by collectors that start together, which then share runs and owner', async () => {
    const url = await emptyDatabase('together');
    const stores = await Promise.all(Array.from({ length: 4 }, () => openPostgresStore({ url })));
    const owners = await Promise.all(stores.map((store, i) => store.ownerHash(tokenHash(`owner ${i}`))));
    expect(new Set(owners).size).toBe(1);
    const added = await Promise.all(stores.map(store => store.add(stored(0))));
    expect(added.sort()).toEqual(['added', 'exists', 'exists', 'exists']);
    for (const store of stores) expect(await store.get(runs[0]!.sha256)).toEqual(stored(0));
    await Promise.all(stores.map(store => store.close()));
  });

  it('tells a server that is away from what it will never take', async () => {
    const url = await emptyDatabase('faults');
    const store = await openPostgresStore({ url });
    const wrong = { ...stored(0), tokenHash: 'no hash' };
    await expect(store.add(wrong)).rejects.toThrow('violates check constraint');
    await expect(store.add(wrong)).rejects.not.toBeInstanceOf(StoreUnavailableError);
    await store.requireReady();
    await server!.killAndRestart();
    // Its connections are gone, and are made anew.
    await expect.poll(() => store.add(stored(0)).catch(error => error), { timeout: 30_000 }).toBe('added');
    await asked(url, 'ALTER DATABASE faults SET default_transaction_read_only = on');
    const readOnly = await openPostgresStore({ url }).catch((error: Error) => error);
    expect(readOnly).toMatchObject({ message: expect.stringContaining('read-only transaction') });
    await store.close();
  });
});
