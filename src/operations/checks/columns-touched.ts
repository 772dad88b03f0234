import type { Matrix } from '../../core/problem.ts';

const counted = new WeakMap<Matrix, number>();

/** Columns of A that hold at least one entry: the rows of the right-hand side that the product needs. Counted once. */
export function columnsTouched(a: Matrix): number {
  if (a.kind === 'dense') return a.columnCount;
  const known = counted.get(a);
  if (known !== undefined) return known;
  const seen = new Uint8Array(a.columnCount);
  let count = 0;
  for (let e = 0; e < a.columnIndices.length; e++) {
    const column = a.columnIndices[e]!;
    if (seen[column] === 0) {
      seen[column] = 1;
      count++;
    }
  }
  counted.set(a, count);
  return count;
}
