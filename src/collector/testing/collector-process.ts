import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

const PROGRAM = join(import.meta.dirname, '../../../dist/cli/main.js');

/** The built program as people start it, to be killed. */
export interface CollectorProcess {
  readonly url: string;
  readonly errors: () => string;
  readonly isRunning: () => boolean;
  /** Resident memory in bytes, on Linux. */
  readonly memoryBytes: () => number;
  kill(signal: NodeJS.Signals): Promise<void>;
}

/** @param words further options of `collect` */
export async function startCollector(port: number, words: readonly string[]): Promise<CollectorProcess> {
  const given = [
    'collect',
    '--api-only',
    '--port',
    String(port),
    '--uploads-per-minute',
    '1000000',
    ...words,
  ];
  const child = spawn(process.execPath, [PROGRAM, ...given], { stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-20_000);
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('exit', code => reject(new Error(`ended with ${code}: ${errors}`)));
  });
  child.stdout.resume();
  return {
    url: `http://127.0.0.1:${port}`,
    errors: () => errors,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    memoryBytes: () => residentBytes(child.pid!),
    kill: signal => ended(child, signal),
  };
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const over = once(child, 'exit');
  child.kill(signal);
  await over;
}

function residentBytes(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1] ?? 0) * 1024;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
