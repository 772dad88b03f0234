import type { Encoded } from '../../core/format.ts';
import type { Problem } from '../../core/problem.ts';
import { BLOCK_SIDE } from '../../formats/bsr4.format.ts';
import { type BindingLimits, bindingBytes } from '../row-slabs.ts';
import { weights } from './csr-slabs.ts';
import type { SparseSlab } from './row-blocks.ts';
import { slabEnd } from './slab-end.ts';

const BLOCK_CELLS = BLOCK_SIDE ** 2;
const BLOCK_BYTES = 4 * BLOCK_CELLS;

/** Of the values of as many blocks as a block row may have. */
export function longestBlockRowBytes({ a, rowStats }: Pick<Problem, 'a' | 'rowStats'>): number {
  return BLOCK_BYTES * Math.min(BLOCK_SIDE * rowStats.max, Math.ceil(a.columnCount / BLOCK_SIDE));
}

/** Slabs of as many whole block rows as fit. Nothing is copied but the pointers of later slabs. */
export function bsrSlabs(
  { arrays, rowCount, columnCount }: Encoded,
  limits: BindingLimits,
): readonly SparseSlab[] {
  const { blockColumns, values } = arrays;
  const pointers = arrays.blockPointers as Uint32Array<ArrayBuffer>;
  const blockRows = pointers.length - 1;
  const mostBlocks = Math.floor(bindingBytes(limits) / BLOCK_BYTES);
  const mostPointers = Math.floor(bindingBytes(limits) / 4);
  const slabs: SparseSlab[] = [];
  for (let first = 0; first < blockRows; ) {
    const lastCandidate = Math.min(blockRows, first + mostPointers - 1);
    const end = slabEnd(row => pointers[row]!, first, { lastCandidate, mostElements: mostBlocks });
    const [begin, stop] = [pointers[first]!, pointers[end]!];
    const own = pointers.subarray(first, end + 1);
    const rows = Math.min(rowCount, end * BLOCK_SIDE) - first * BLOCK_SIDE;
    const index = slabs.length;
    const cells = weights(`values.${index}`, values!.subarray(BLOCK_CELLS * begin, BLOCK_CELLS * stop));
    slabs.push({
      firstRow: first,
      rowCount: end - first,
      // A last block row of fewer rows has not what others would look for.
      wholeRows: Math.floor(rows / BLOCK_SIDE),
      rowBytes: 4 + ((4 + BLOCK_BYTES) * (stop - begin)) / (end - first),
      resources: [
        weights(`blockPointers.${index}`, begin === 0 ? own : own.map(pointer => pointer - begin)),
        weights(`blockColumns.${index}`, blockColumns!.subarray(begin, stop)),
        { ...cells, byteLength: Math.max(4 * BLOCK_SIDE, cells.byteLength) },
      ],
      furtherWords: [rows, columnCount],
    });
    first = end;
  }
  return slabs;
}
