/** What of `process` the leaving needs. */
export interface Leaving {
  readonly stdout: { readonly writableLength: number };
  readonly stderr: { readonly writableLength: number };
  once(event: 'beforeExit', listener: () => void): unknown;
  /** With the exit code that was set. */
  exit(): void;
}

const LOOK_MS = 1000;

/**
 * Ends a process whose work is done. Left to itself it would first destroy its GPU devices, which takes for ever where
 * one has stopped answering; and Dawn keeps it alive for an answer that never comes.
 */
export function leaveWhenWritten(leaving: Leaving): void {
  const { stdout, stderr } = leaving;
  const timer = setInterval(() => {
    if (stdout.writableLength + stderr.writableLength === 0) leaving.exit();
  }, LOOK_MS);
  timer.unref();
  // Whatever there was to write is written.
  leaving.once('beforeExit', () => leaving.exit());
}
