import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';

/**
 * A process that does nothing but wait for this one to be gone, by `kill -9` even: then it ends what was started with all
 * that belongs to it, and deletes its folder. It notices by a pipe, which the system closes with its last writer.
 */
export interface Watchdog {
  /** @param groupId of the process that is to end, which leads a group of its own */
  watch(groupId: number): void;
  /** To be called when there is nothing left to end. */
  dismiss(): void;
}

const PROGRAM = `
const { rmSync } = require('node:fs');
let groupId = '';
process.stdin.setEncoding('utf8').on('data', text => { groupId += text; }).on('end', () => {
  const id = Number(groupId);
  try { if (id > 1) process.kill(process.platform === 'win32' ? id : -id, 'SIGKILL'); } catch {}
  rmSync(process.argv[1], { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
});
`;

/** @param folder deleted when this process is gone */
export function startWatchdog(folder: string): Watchdog {
  const child = spawn(process.execPath, ['-e', PROGRAM, folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // Out of reach of what ends the group of this process.
    detached: true,
  });
  const pipe = child.stdin as Socket;
  // Where none can be started, the run goes on without.
  child.on('error', () => {});
  pipe.on('error', () => {});
  child.unref();
  pipe.unref();
  return {
    watch: groupId => {
      pipe.write(String(groupId));
    },
    dismiss: () => {
      child.kill('SIGKILL');
    },
  };
}
