import { type ChildProcess, spawn } from 'node:child_process';
import { EXIT, UserError } from '../core/errors.ts';

/** Whatever asks a process to end: a Ctrl-C, `kill`, a terminal or an ssh connection that goes, a Ctrl-\. */
export const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;
export type StopSignal = (typeof STOP_SIGNALS)[number];

/** A relaunched process that has lost its parent keeps what it has measured within this, then ends. */
const GRACE_MS = 10_000;

const CAUSES: Readonly<Partial<Record<NodeJS.Signals, string>>> = {
  SIGKILL: '; the system does that where memory runs out',
  SIGABRT: ', a fault in the GPU driver or in WebGPU',
  SIGBUS: ', a fault in the GPU driver or in WebGPU',
  SIGILL: ', a fault in the GPU driver or in WebGPU',
  SIGSEGV: ', a fault in the GPU driver or in WebGPU',
};

/**
 * Starts this program again in another environment, hands signals on, and waits. The new process holds the end of a
 * channel: endWithParent notices there that this one is gone, whatever ended it.
 * @returns its exit code
 * @throws UserError where a signal ended it
 */
export async function runAgain(env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
    stdio: childStreams(process.argv),
    env,
  });
  let isStopped = false;
  const forward = (signal: NodeJS.Signals): void => {
    isStopped = true;
    child.kill(signal);
  };
  for (const signal of STOP_SIGNALS) process.on(signal, forward);
  try {
    const { code, signal } = await endOf(child);
    if (signal === null) return code ?? EXIT.internal;
    if (isStopped) throw new UserError(`stopped by ${signal}`, EXIT.interrupted);
    const cause = CAUSES[signal] ?? '';
    throw new UserError(`the process that measured was ended by ${signal}${cause}`, EXIT.internal);
  } finally {
    for (const signal of STOP_SIGNALS) process.off(signal, forward);
  }
}

/**
 * Streams of the new process: those of every program, the channel, and those that arguments name, as the shell's `<(…)`
 * does, which it must find open.
 */
export function childStreams(args: readonly string[]): (number | 'ipc' | 'ignore')[] {
  const named = args
    .flatMap(arg => /^(?:--\w+=)?\/dev\/fd\/(\d{1,4})$/.exec(arg)?.[1] ?? [])
    .map(Number)
    .filter(fd => fd > 2);
  let channel = 3;
  while (named.includes(channel)) channel++;
  return Array.from({ length: Math.max(channel, ...named) + 1 }, (_, fd) => {
    if (fd === channel) return 'ipc';
    return fd <= 2 || named.includes(fd) ? fd : 'ignore';
  });
}

interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

function endOf(child: ChildProcess): Promise<End> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve({ code, signal }));
  });
}

/** Ends a relaunched process when its parent is gone, as if it had been asked to. */
export function endWithParent(): void {
  process.on('disconnect', () => {
    process.kill(process.pid, 'SIGTERM');
    setTimeout(() => process.exit(EXIT.interrupted), GRACE_MS).unref();
  });
  // Waiting for that alone keeps no process alive.
  process.channel?.unref();
}
