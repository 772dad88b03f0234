import type { Random } from '../../core/random.ts';
import { createColumnSampler } from '../column-sampler.ts';
import type { SparsityPattern } from '../fill.ts';

/** Rows of given lengths (each ≤ columnCount), columns uniform without repetition. */
export function sampledRows(
  rowLengths: ArrayLike<number>,
  columnCount: number,
  random: Random,
): SparsityPattern {
  const rowPointers = new Uint32Array(rowLengths.length + 1);
  for (let row = 0; row < rowLengths.length; row++) {
    rowPointers[row + 1] = rowPointers[row]! + rowLengths[row]!;
  }
  const columnIndices = new Uint32Array(rowPointers[rowLengths.length]!);
  const sample = createColumnSampler(columnCount, random);
  for (let row = 0; row < rowLengths.length; row++)
    sample(rowLengths[row]!, columnIndices, rowPointers[row]!);
  return { rowPointers, columnIndices };
}
