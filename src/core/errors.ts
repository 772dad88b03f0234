/** Exit codes of the command line; every expected failure carries one. */
export const EXIT = {
  ok: 0,
  internal: 1,
  usage: 2,
  noAdapter: 3,
  wrongOutput: 4,
  /** Of `compare --fail-on slower`: it was. */
  slower: 5,
  invalidFile: 6,
  deviceLost: 7,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A failure the user can act on: shown as one line, without a stack. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Bad input from a file: names the file, the place in it and what was expected. Exit code 6. */
export class InvalidFileError extends UserError {
  readonly fileName: string;
  /** 1-based line, or a field path such as `records[3].summary.medianNs`; null where the whole file is meant. */
  readonly place: string | null;

  constructor(fileName: string, place: string | null, message: string) {
    super(`${fileName}${place === null ? '' : `, ${place}`}: ${message}`, EXIT.invalidFile);
    this.fileName = fileName;
    this.place = place;
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
