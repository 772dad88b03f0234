import type { Matrix, Problem } from '../core/problem.ts';
import { createRandom } from '../core/random.ts';
import { createColumnSampler } from './column-sampler.ts';
import { STREAM } from './fill.ts';

/** In place of an element that was drawn as 0: active inputs are not. */
const NOT_ZERO = 0.5;

/** How many of x a share of them is: one at least where it is not 0. */
export function activeInputCount(columnCount: number, share: number): number {
  return share === 0 ? 0 : Math.max(1, Math.round(share * columnCount));
}

/** The problem's x with so many of its elements, every such set equally likely, and 0 in place of all others. */
export function activeInputs(
  { a, rhs, spec: { seed } }: Pick<Problem, 'a' | 'rhs' | 'spec'>,
  share: number,
): Required<Pick<Problem, 'rhs' | 'active'>> {
  const indices = new Uint32Array(activeInputCount(a.columnCount, share));
  createColumnSampler(a.columnCount, createRandom(seed, STREAM.activeInputs))(indices.length, indices, 0);
  const kept = new Float32Array(rhs.length);
  for (const index of indices) kept[index] = rhs[index] || NOT_ZERO;
  return { rhs: kept, active: { indices, ...entriesBelow(a, indices) } };
}

/** Entries of A in some columns. */
function entriesBelow(a: Matrix, columns: Uint32Array): { nnz: number; storedEntries: number } {
  const { values, columnCount, rowCount } = a;
  if (a.kind === 'dense') {
    // As everywhere: a zero that a generator drew for a dense matrix counts as one of its nonzeros.
    return { nnz: rowCount * columns.length, storedEntries: rowCount * columns.length };
  }
  const isActive = new Uint8Array(columnCount);
  for (const column of columns) isActive[column] = 1;
  let storedEntries = 0;
  for (let e = 0; e < values.length; e++) storedEntries += isActive[a.columnIndices[e]!]!;
  return { nnz: storedEntries, storedEntries };
}
