import { EXIT, type ExitCode, messageOf, UserError } from '../core/errors.ts';
import { printable, printableLines } from '../core/printable.ts';
import { AdapterError } from '../platform/platform.ts';

/** What an error means to who reads it, and to what ends the process with it. */
export interface Failure {
  readonly text: string;
  readonly exitCode: ExitCode;
}

/** Expected failures are one line; anything else is a fault of the program and shows where. */
export function failureOf(error: unknown): Failure {
  if (error instanceof UserError || error instanceof AdapterError) {
    const exitCode = error instanceof UserError ? error.exitCode : EXIT.noAdapter;
    return { text: `error: ${oneLine(error.message)}`, exitCode };
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : messageOf(error);
  return { text: `internal error: ${printableLines(stack)}`, exitCode: EXIT.internal };
}

function oneLine(message: string): string {
  return printable(message.replace(/\s*\n\s*/g, ' '));
}
