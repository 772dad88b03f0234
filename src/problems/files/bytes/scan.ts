import { roundedMidpoint } from './midpoint.ts';

/** Reading numbers from bytes of ASCII text. Splitting strings would be several times slower. */

/** Text being read: bytes[at … end − 1]. */
export interface Cursor {
  bytes: Uint8Array;
  at: number;
  end: number;
  /** 1-based line that `at` is in. */
  line: number;
}

export const NEWLINE = 10;
export const COMMA = 44;
const TAB = 9;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const PERCENT = 37;
const PLUS = 43;
export const MINUS = 45;
const POINT = 46;
const ZERO = 48;

export function isBlank(byte: number): boolean {
  return byte === SPACE || byte === TAB || byte === CARRIAGE_RETURN;
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= ZERO + 9;
}

/** False at the end of the line or text. */
export function skipBlanks(cursor: Cursor): boolean {
  const { bytes, end } = cursor;
  let at = cursor.at;
  while (at < end && isBlank(bytes[at]!)) at++;
  cursor.at = at;
  return at < end && bytes[at] !== NEWLINE;
}

/** Past blanks and line ends; false at the end of the text. */
export function skipToWord(cursor: Cursor): boolean {
  while (!skipBlanks(cursor)) {
    if (cursor.at === cursor.end) return false;
    cursor.at++;
    cursor.line++;
  }
  return true;
}

export function lineEnd({ bytes, at, end }: Cursor): number {
  let stop = at;
  while (stop < end && bytes[stop] !== NEWLINE) stop++;
  return stop;
}

export function isAtComment(cursor: Cursor): boolean {
  return cursor.bytes[cursor.at] === PERCENT;
}

/**
 * The whole number that is the next word, or −1 where there is none or something else. Exact below 2^53.
 * @param separator a byte that ends a word, as blanks and line ends do
 */
export function readWhole(cursor: Cursor, separator = NEWLINE): number {
  skipBlanks(cursor);
  const { bytes, end } = cursor;
  const start = cursor.at;
  let at = start;
  let value = 0;
  while (at < end && isDigit(bytes[at]!)) value = 10 * value + (bytes[at++]! - ZERO);
  cursor.at = at;
  if (at === start) return -1;
  return at === end || bytes[at]! <= SPACE || bytes[at] === separator ? value : -1;
}

/** The whole number with or without sign that is the next word, rounded like readReal; NaN where it is something else. */
export function readInteger(cursor: Cursor): number {
  skipBlanks(cursor);
  const start = cursor.at;
  const sign = readSign(cursor);
  const isNumber = cursor.at < cursor.end && isDigit(cursor.bytes[cursor.at]!);
  const size = isNumber ? readWhole(cursor) : -1;
  if (size < 0) return Number.NaN;
  if (size <= Number.MAX_SAFE_INTEGER) return Math.fround(sign * size);
  cursor.at = start;
  return readReal(cursor);
}

/** Powers of ten that f64 holds exactly. */
const EXACT_POWERS = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
  1e20, 1e21, 1e22,
];

/** Whole numbers of as many decimal digits are exact in f64, and so is the next one. */
const EXACT_DIGITS = 15;

/** And of as many in a signed 32-bit integer, whose arithmetic is faster. */
const SHORT_DIGITS = 9;

/** Whole numbers of fewer bits than f64 keeps, over a power of ten so small that none comes closer to where f32 rounds. */
const SHORT_FRACTION = 8;

/**
 * The decimal number that is the next word, rounded once, to the nearest f32 (of two, to the even one): ±Infinity beyond
 * f32, NaN where the word is no decimal number (`nan` and `inf` are none).
 */
export function readReal(cursor: Cursor): number {
  skipBlanks(cursor);
  const sign = readSign(cursor);
  const { bytes, end } = cursor;
  const start = cursor.at;
  let at = start;
  let short = 0;
  for (; at < end && isDigit(bytes[at]!); at++) short = (Math.imul(short, 10) + (bytes[at]! - ZERO)) | 0;
  const isFraction = at < end && bytes[at] === POINT;
  const fraction = isFraction ? at + 1 : at;
  if (isFraction) at++;
  for (; at < end && isDigit(bytes[at]!); at++) short = (Math.imul(short, 10) + (bytes[at]! - ZERO)) | 0;
  const digits = at - start - (isFraction ? 1 : 0);
  if (digits === 0) return Number.NaN;
  if (digits <= SHORT_DIGITS && at - fraction <= SHORT_FRACTION && (at === end || bytes[at]! <= SPACE)) {
    cursor.at = at;
    return Math.fround((sign * short) / EXACT_POWERS[at - fraction]!);
  }
  return sign * readLongSize(cursor, at);
}

/**
 * Any decimal number without sign at the cursor, rounded like readReal.
 * @param digitsEnd where its digits (with the point) end
 */
function readLongSize(cursor: Cursor, digitsEnd: number): number {
  const { bytes, end, at: start } = cursor;
  // The size is mantissa · 10^exponent or, where digits were cut off, between that and (mantissa + 1) · 10^exponent.
  let mantissa = 0;
  let exponent = 0;
  let digits = 0;
  let isCut = false;
  let pointCount = 0;
  for (let at = start; at < digitsEnd; at++) {
    if (bytes[at] === POINT) pointCount = 1;
    else if (digits < EXACT_DIGITS) {
      mantissa = 10 * mantissa + (bytes[at]! - ZERO);
      if (mantissa > 0) digits++;
      exponent -= pointCount;
    } else {
      isCut = true;
      exponent += 1 - pointCount;
    }
  }
  cursor.at = digitsEnd;
  exponent += readExponent(cursor);
  if (Number.isNaN(exponent) || (cursor.at < end && bytes[cursor.at]! > SPACE)) return Number.NaN;
  const low = nearestF32(scaled(mantissa, exponent));
  // Rounding never changes the order of two numbers, so what is between two that round to the same does so as well.
  if (!Number.isNaN(low) && (!isCut || low === nearestF32(scaled(mantissa + 1, exponent)))) return low;
  const text = textOf(bytes, start, cursor.at);
  const rounded = Number(text);
  const nearest = nearestF32(rounded);
  return Number.isNaN(nearest) ? roundedMidpoint(text, rounded) : nearest;
}

/** The least number that rounds to an infinite f32: the middle between the largest f32 and what would follow it. */
const LEAST_INFINITE = (2 - 2 ** -24) * 2 ** 127;

/**
 * The f32 nearest to what was rounded to this f64. NaN where that is in the middle between two f32: what was rounded may
 * be on either side of it.
 */
function nearestF32(rounded: number): number {
  const nearest = Math.fround(rounded);
  if (nearest === Number.POSITIVE_INFINITY) return rounded === LEAST_INFINITE ? Number.NaN : nearest;
  const error = rounded - nearest;
  // The middle is as far from its other neighbour.
  return error !== 0 && Math.fround(rounded + error) === rounded + error ? Number.NaN : nearest;
}

/** Moves past a sign. */
function readSign(cursor: Cursor): 1 | -1 {
  if (cursor.at >= cursor.end) return 1;
  const byte = cursor.bytes[cursor.at]!;
  if (byte === MINUS || byte === PLUS) cursor.at++;
  return byte === MINUS ? -1 : 1;
}

/**
 * `e`, sign and digits: 0 where there is no `e`, NaN where no digits follow it. Saturates: the numbers so far out are 0
 * or infinite.
 */
function readExponent(cursor: Cursor): number {
  const { bytes, end } = cursor;
  if (cursor.at >= end || (bytes[cursor.at]! | 0x20) !== 0x65) return 0;
  cursor.at++;
  const sign = readSign(cursor);
  const start = cursor.at;
  let at = start;
  let value = 0;
  while (at < end && isDigit(bytes[at]!)) value = Math.min(1e9, 10 * value + (bytes[at++]! - ZERO));
  cursor.at = at;
  return at === start ? Number.NaN : sign * value;
}

/** mantissa · 10^exponent with a single, so correct, rounding; NaN where f64 cannot do it in one step. */
function scaled(mantissa: number, exponent: number): number {
  if (exponent >= 0) return exponent < EXACT_POWERS.length ? mantissa * EXACT_POWERS[exponent]! : Number.NaN;
  return -exponent < EXACT_POWERS.length ? mantissa / EXACT_POWERS[-exponent]! : Number.NaN;
}

const LONGEST_QUOTED = 40;

/** Text of bytes, one character each. */
export function textOf(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at++) text += String.fromCharCode(bytes[at]!);
  return text;
}

/** Text from a file for an error message: quoted, short, without control characters. */
export function quoted(bytes: Uint8Array, start: number, end: number): string {
  const text = textOf(bytes, start, Math.min(end, start + LONGEST_QUOTED))
    .trim()
    .replace(/[^ -~]/g, '?');
  return `"${text}${end - start > LONGEST_QUOTED ? '…' : ''}"`;
}

/** The word at the cursor, for an error message. */
export function quotedWord({ bytes, at, end }: Cursor): string {
  let stop = at;
  while (stop < end && !isBlank(bytes[stop]!) && bytes[stop] !== NEWLINE) stop++;
  return quoted(bytes, at, stop);
}

/** The words of a line, without quotation marks, for an error message: numbers print as they stand, however long. */
export function wordsAt(cursor: Cursor): readonly string[] {
  const words = textOf(cursor.bytes, cursor.at, lineEnd(cursor)).trim().split(/\s+/);
  return words.map(word => (word.length > LONGEST_QUOTED ? `${word.slice(0, LONGEST_QUOTED)}…` : word));
}
