import type { Problem } from '../../core/problem.ts';

type Counted = Pick<Problem, 'a' | 'nnz' | 'storedEntries'>;

/** Rows of the right-hand side that are an input. @param isWhole all of them, as a dense encoding has it */
export function inputLength(problem: Counted, isWhole: boolean): number {
  return isWhole ? problem.a.columnCount : columnsTouched(problem);
}

const counted = new WeakMap<Problem['a'], number>();

/** Of a matrix without values there is nothing to count: it is said instead. */
export function supposeColumnsTouched(a: Problem['a'], count: number): void {
  counted.set(a, count);
}

/** Columns of A that hold at least one nonzero: the rows of the right-hand side that the product needs. Counted once. */
export function columnsTouched({ a, nnz, storedEntries }: Counted): number {
  const hasZeros = storedEntries > nnz;
  if (a.kind === 'dense' && !hasZeros) return a.columnCount;
  const known = counted.get(a);
  if (known !== undefined) return known;
  const seen = new Uint8Array(a.columnCount);
  let count = 0;
  for (let e = 0; e < a.values.length && count < a.columnCount; e++) {
    const column = a.kind === 'dense' ? e % a.columnCount : a.columnIndices[e]!;
    if (seen[column] !== 0 || (hasZeros && a.values[e] === 0)) continue;
    seen[column] = 1;
    count++;
  }
  counted.set(a, count);
  return count;
}
