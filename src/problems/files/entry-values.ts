import { InvalidFileError } from '../../core/errors.ts';
import { createRandom, type Random } from '../../core/random.ts';
import { STREAM } from '../fill.ts';
import type { MatrixSource } from './matrix-file.ts';
import type { MatrixMarketHeader } from './matrix-market-header.ts';
import { type Cursor, quotedWord, readInteger, readReal, skipBlanks } from './bytes/scan.ts';

/** Reads the value of an entry. */
export interface ValueReader {
  /** @throws InvalidFileError unless the next word is a number that f32 can hold */
  read(cursor: Cursor): number;
  /** Missing values drawn from the seed so far. */
  replacedCount(): number;
}

const MISSING = /^"[+-]?(nan|inf|infinity)"$/i;

/** @param allowsMissing `nan` and `inf` stand for a missing value, to be drawn from the seed, instead of an error */
export function createValueReader(
  source: MatrixSource,
  header: MatrixMarketHeader,
  allowsMissing: boolean,
): ValueReader {
  const readNumber = header.field === 'integer' ? readInteger : readReal;
  const expected = header.field === 'integer' ? 'a whole number' : 'a decimal number';
  let random: Random | null = null;
  let replaced = 0;

  const replaceOrFail = (cursor: Cursor, value: number): number => {
    const word = quotedWord(cursor);
    const fail = (message: string) => new InvalidFileError(source.fileName, `line ${cursor.line}`, message);
    if (!skipBlanks(cursor)) throw fail(`the value is missing, expected ${expected}`);
    if (Math.abs(value) === Number.POSITIVE_INFINITY) {
      throw fail(`value ${word} is beyond the range of 32-bit floats, expected at most 3.4e38`);
    }
    if (!MISSING.test(word)) throw fail(`value ${word} is not a number, expected ${expected}`);
    if (!allowsMissing) throw fail(`value ${word} is not finite, expected ${expected}`);
    cursor.at += word.length - 2;
    random ??= createRandom(source.seed, STREAM.values);
    replaced++;
    return random.signed();
  };

  return {
    read(cursor) {
      skipBlanks(cursor);
      const start = cursor.at;
      const value = readNumber(cursor);
      if (Number.isFinite(value)) return value;
      cursor.at = start;
      return replaceOrFail(cursor, value);
    },
    replacedCount: () => replaced,
  };
}

/** @throws InvalidFileError where the line goes on after what it should hold */
export function requireLineEnd(source: MatrixSource, cursor: Cursor): void {
  if (!skipBlanks(cursor)) return;
  const message = `${quotedWord(cursor)} follows the entry, expected the line to end`;
  throw new InvalidFileError(source.fileName, `line ${cursor.line}`, message);
}
