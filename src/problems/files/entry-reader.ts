import type { Cursor } from './bytes/scan.ts';
import type { MatrixFile } from './matrix-file.ts';

/** Reads what follows the size line of a Matrix Market file, one data line (neither blank nor comment) at a time. */
export interface EntryReader {
  /**
   * @param cursor on the first word of the line; moves to where the line ends
   * @throws InvalidFileError
   */
  read(cursor: Cursor): void;
  /** @throws InvalidFileError where entries are missing */
  finish(lastLine: number): MatrixFile;
}
