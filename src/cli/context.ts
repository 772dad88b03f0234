import type { Engine } from './engine.ts';

/** A stream for text, as process.stdout is. */
export interface Output {
  /** @param done told when the text is out, or why it will not be */
  write(text: string, done?: (error?: Error | null) => void): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** Everything outside the program that a command touches, apart from files. */
export interface Io {
  /** Results. */
  readonly stdout: Output;
  /** Progress, notes, errors. */
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds, monotonic. */
  now(): number;
  /** Calls back at the first Ctrl-C. @returns ends the listening */
  onInterrupt(callback: () => void): () => void;
}

export interface Context {
  readonly engine: Engine;
  readonly io: Io;
  readonly programVersion: string;
  /** What the process will end with (EXIT, or the code of a relaunched process); commands set it and return. */
  exitWith(code: number): void;
}
