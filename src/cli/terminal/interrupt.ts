import { EXIT } from '../../core/errors.ts';
import { STOP_SIGNALS, type StopSignal } from '../../platform/relaunch.ts';

/** What of `process` the listening needs. */
export interface SignalSource {
  on(signal: StopSignal, listener: () => void): unknown;
  off(signal: StopSignal, listener: () => void): unknown;
  exit(code: number): void;
}

/** npm forwards a Ctrl-C that the terminal has sent already: a repeat this soon is the same one. */
const SAME_SIGNAL_MS = 500;

/**
 * The first Ctrl-C, or any other signal that asks a process to end, calls back, so that what was measured is kept; a second one ends the process.
 * @returns ends the listening
 */
export function onInterrupt(source: SignalSource, now: () => number, callback: () => void): () => void {
  let firstMs: number | null = null;
  const listener = () => {
    if (firstMs === null) {
      firstMs = now();
      callback();
    } else if (now() - firstMs > SAME_SIGNAL_MS) {
      source.exit(EXIT.interrupted);
    }
  };
  for (const signal of STOP_SIGNALS) source.on(signal, listener);
  return () => {
    for (const signal of STOP_SIGNALS) source.off(signal, listener);
  };
}
