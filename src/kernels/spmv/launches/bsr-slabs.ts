import type { Encoded } from '../../../core/format.ts';
import type { Problem } from '../../../core/problem.ts';
import { longestStoredRow } from '../../longest-row.ts';
import { type BindingLimits, bindingBytes } from '../../row-slabs.ts';
import { weights } from '../csr-slabs.ts';
import type { SparseSlab } from '../row-blocks.ts';
import { slabEnd } from '../slab-end.ts';

/** Of the values of as many blocks as a block row may have. @param side rows and columns of a block */
export function longestBlockRowBytes(problem: Problem, side: number): number {
  const { columnCount } = problem.a;
  return 4 * side ** 2 * Math.min(side * longestStoredRow(problem), Math.ceil(columnCount / side));
}

/** Slabs of as many whole block rows as fit. Nothing is copied but the pointers of later slabs. */
export function bsrSlabs(encoded: Encoded, limits: BindingLimits, side: number): readonly SparseSlab[] {
  const { arrays, rowCount, columnCount } = encoded;
  const { blockColumns, values } = arrays;
  const pointers = arrays.blockPointers as Uint32Array<ArrayBuffer>;
  const blockRows = pointers.length - 1;
  const cellsEach = side ** 2;
  const mostBlocks = Math.floor(bindingBytes(limits) / (4 * cellsEach));
  const mostPointers = Math.floor(bindingBytes(limits) / 4);
  const slabs: SparseSlab[] = [];
  for (let first = 0; first < blockRows; ) {
    const lastCandidate = Math.min(blockRows, first + mostPointers - 1);
    const end = slabEnd(row => pointers[row]!, first, { lastCandidate, mostElements: mostBlocks });
    const [begin, stop] = [pointers[first]!, pointers[end]!];
    const own = pointers.subarray(first, end + 1);
    const rows = Math.min(rowCount, end * side) - first * side;
    const index = slabs.length;
    const cells = weights(`values.${index}`, values!.subarray(cellsEach * begin, cellsEach * stop));
    slabs.push({
      firstRow: first,
      rowCount: end - first,
      // A last block row of fewer rows has not what others would look for.
      wholeRows: Math.floor(rows / side),
      rowBytes: 4 + (4 * (1 + cellsEach) * (stop - begin)) / (end - first),
      resources: [
        weights(`blockPointers.${index}`, begin === 0 ? own : own.map(pointer => pointer - begin)),
        weights(`blockColumns.${index}`, blockColumns!.subarray(begin, stop)),
        { ...cells, byteLength: Math.max(16, cells.byteLength) },
      ],
      furtherWords: [rows, columnCount],
    });
    first = end;
  }
  return slabs;
}
