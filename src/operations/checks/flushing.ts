import { type Factor, timesVectorAbsolute } from './product.ts';

/** Smallest positive f32 that is not subnormal. */
export const SMALLEST_NORMAL = 2 ** -126;

/** Products and sums of so many terms, and the result: each may be subnormal, and then zero. */
export function flushedTerms(count: number): number {
  return 2 * (count + 1) * SMALLEST_NORMAL;
}

/**
 * Most that each element of A·x may change by where subnormal numbers are flushed to zero, which WGSL allows for whatever
 * goes into an operation and comes out of it.
 * @param smallestNormal of the type that A is stored in
 */
export function flushedProduct(
  a: Factor,
  x: ArrayLike<number>,
  smallestNormal: number,
): Float64Array<ArrayBuffer> {
  const ofMatrix = timesVectorAbsolute({ ...a, values: subnormals(a.values, smallestNormal) }, x);
  const ofVector = timesVectorAbsolute(a, subnormals(x));
  return ofMatrix.map((loss, i) => loss + ofVector[i]! + flushedTerms(termsIn(a, i)));
}

/** The numbers that may be flushed, zero in place of all others. */
export function subnormals(values: ArrayLike<number>, smallestNormal = SMALLEST_NORMAL): Float32Array {
  const kept = new Float32Array(values.length);
  // In a loop: from() takes a hundred times as long over the 67 million weights of a large product.
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Math.abs(value) < smallestNormal) kept[i] = value;
  }
  return kept;
}

function termsIn(a: Factor, row: number): number {
  return a.kind === 'dense' ? a.columnCount : a.rowPointers[row + 1]! - a.rowPointers[row]!;
}
