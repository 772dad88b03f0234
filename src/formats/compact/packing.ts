import type { Matrix } from '../../core/problem.ts';
import { formatCount } from '../../core/units.ts';
import { F16_OVERFLOW, f16BitsOf, f16Table, LARGEST_F16 } from '../f16.ts';

const MOST_COLUMNS = 2 ** 16;

/** True, or which value an f16 cannot hold. */
export function valuesFitF16({ values }: Matrix): true | string {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!));
  if (largest < F16_OVERFLOW) return true;
  return `an f16 holds numbers up to ${formatCount(LARGEST_F16)}, the matrix has one of ${largest.toPrecision(3)}`;
}

/** The same, or that there are too many columns for 16 bits. */
export function entriesFitWords(a: Matrix): true | string {
  if (a.columnCount > MOST_COLUMNS)
    return `16 bits name ${formatCount(MOST_COLUMNS)} columns, the matrix has ${formatCount(a.columnCount)}`;
  return valuesFitF16(a);
}

/** An entry a word: its column in the low half, its value as f16 in the high one. */
export function packEntries(columns: ArrayLike<number>, values: ArrayLike<number>): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(values.length);
  for (let i = 0; i < words.length; i++) words[i] = columns[i]! | (f16BitsOf(values[i]!) << 16);
  return words;
}

export function unpackEntries(words: ArrayLike<number>): {
  readonly columns: Uint32Array<ArrayBuffer>;
  readonly values: Float32Array<ArrayBuffer>;
} {
  const table = f16Table();
  const columns = new Uint32Array(words.length);
  const values = new Float32Array(words.length);
  for (let i = 0; i < words.length; i++) {
    columns[i] = words[i]! & 0xffff;
    values[i] = table[words[i]! >>> 16]!;
  }
  return { columns, values };
}

/** Two values a word as f16, the earlier in the low half. */
export function packPairs(values: ArrayLike<number>): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(Math.ceil(values.length / 2));
  for (let i = 0; i < values.length; i++) words[i >> 1]! |= f16BitsOf(values[i]!) << (16 * (i & 1));
  return words;
}

export function unpackPairs(words: ArrayLike<number>, count: number): Float32Array<ArrayBuffer> {
  const table = f16Table();
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) values[i] = table[(words[i >> 1]! >>> (16 * (i & 1))) & 0xffff]!;
  return values;
}

/** Half a step of f16 where it is widest. */
export function largestErrorF16(largest: number): number {
  return Math.max(largest * 2 ** -11, 2 ** -25);
}
