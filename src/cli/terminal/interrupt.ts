import { EXIT } from '../../core/errors.ts';

/** What of `process` the listening needs. */
export interface SignalSource {
  on(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
  off(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
  exit(code: number): void;
}

/** npm forwards a Ctrl-C that the terminal has sent already: a repeat this soon is the same one. */
const SAME_SIGNAL_MS = 500;

/**
 * The first Ctrl-C calls back, so that what was measured is kept; a second one ends the process.
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
  source.on('SIGINT', listener);
  source.on('SIGTERM', listener);
  return () => {
    source.off('SIGINT', listener);
    source.off('SIGTERM', listener);
  };
}
