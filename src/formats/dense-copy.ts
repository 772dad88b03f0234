import type { Matrix } from '../core/problem.ts';
import { formatCount, formatMemory } from '../core/units.ts';

/** Beyond this a dense copy of a sparse matrix says nothing worth its memory. */
const LARGEST_ENCODING_BYTES = 2 ** 32;

/** True, or why a dense encoding of `bytes` is not worth making. */
export function denseCopyFits(a: Matrix, bytes: number): true | string {
  if (bytes <= LARGEST_ENCODING_BYTES) return true;
  return `a dense copy of ${formatCount(a.rowCount)} × ${formatCount(a.columnCount)} takes ${formatMemory(bytes)}, over ${formatMemory(LARGEST_ENCODING_BYTES)}`;
}

/** Gives any row of a matrix with its zeros; what it gives holds until it is asked for the next row. */
export function denseRows(a: Matrix): (row: number) => Float32Array {
  if (a.kind === 'dense') {
    return row => a.values.subarray(row * a.columnCount, (row + 1) * a.columnCount);
  }
  const values = new Float32Array(a.columnCount);
  return row => {
    values.fill(0);
    const end = a.rowPointers[row + 1]!;
    for (let e = a.rowPointers[row]!; e < end; e++) values[a.columnIndices[e]!] = a.values[e]!;
    return values;
  };
}
