import { InvalidFileError } from '../../core/errors.ts';
import { createRandom, type Random } from '../../core/random.ts';
import { STREAM } from '../fill.ts';
import { type Cursor, MINUS, quotedWord, readInteger, readReal, skipBlanks } from './bytes/scan.ts';
import type { MatrixSource } from './matrix-file.ts';
import type { MatrixMarketHeader } from './matrix-market-header.ts';

/** Reads the value of an entry. */
export interface ValueReader {
  /** @throws InvalidFileError unless the next word is a number that f32 can hold */
  read(cursor: Cursor): number;
  /** What became of values that could not be taken as they stand, so far. */
  counts(): ValueCounts;
}

export interface ValueCounts {
  /** Missing values, drawn from the seed. */
  readonly replacedValueCount: number;
  /** Values too small for f32, which are zero now. */
  readonly vanishedValueCount: number;
}

type Field = MatrixMarketHeader['field'];

/** A pattern's is what some writers add to it; it is looked at, and ignored. */
const NUMBERS: Readonly<Record<Field, (cursor: Cursor) => number>> = {
  real: readReal,
  integer: readInteger,
  'unsigned-integer': readUnsigned,
  pattern: readReal,
};

const EXPECTED: Readonly<Record<Field, string>> = {
  real: 'a decimal number',
  integer: 'a whole number',
  'unsigned-integer': 'a whole number without a sign',
  pattern: 'a decimal number',
};

function readUnsigned(cursor: Cursor): number {
  skipBlanks(cursor);
  return cursor.bytes[cursor.at] === MINUS ? Number.NaN : readInteger(cursor);
}

const MISSING = /^"[+-]?(nan|inf|infinity)"$/i;

/** @param allowsMissing `nan` and `inf` stand for a missing value, to be drawn from the seed, instead of an error */
export function createValueReader(
  source: MatrixSource,
  header: MatrixMarketHeader,
  allowsMissing: boolean,
): ValueReader {
  const readNumber = NUMBERS[header.field];
  const expected = EXPECTED[header.field];
  let random: Random | null = null;
  let replaced = 0;
  let vanished = 0;

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
      if (value === 0 && !isWrittenZero(cursor.bytes, start, cursor.at)) vanished++;
      if (Number.isFinite(value)) return value;
      cursor.at = start;
      return replaceOrFail(cursor, value);
    },
    counts: () => ({ replacedValueCount: replaced, vanishedValueCount: vanished }),
  };
}

/** Whether a number that was read as 0 was written so: without any other digit before its exponent. */
function isWrittenZero(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end && (bytes[at]! | 0x20) !== 0x65; at++) {
    if (bytes[at]! > 48 && bytes[at]! <= 57) return false;
  }
  return true;
}

/** @throws InvalidFileError where the line goes on after what it should hold */
export function requireLineEnd(source: MatrixSource, cursor: Cursor): void {
  if (!skipBlanks(cursor)) return;
  const message = `${quotedWord(cursor)} follows the entry, expected the line to end`;
  throw new InvalidFileError(source.fileName, `line ${cursor.line}`, message);
}
