import { keptQuarters, RESIDENT_SET_BYTES, residentCount, sourceBlock } from '../../core/dilution.ts';
import type { LaunchRequest } from '../../core/kernel.ts';
import type { CsrSlab } from './csr-slabs.ts';

/** Blocks of 2^shift rows of a slab, the unit of dilution. */
export interface SlabBlocks {
  readonly shift: number;
  readonly keptQuarters: number;
  readonly residentBlocks: number;
}

/**
 * Blocks as large as what a workgroup owns, but no larger than the resident set on average where rows allow it, so that the resident
 * set fits the nearest cache. Only whole blocks are resident: the last, partial one always finds its rows there.
 * @param rowsPerWorkgroup a power of two
 */
export function slabBlocks(
  slab: Pick<CsrSlab, 'rowCount' | 'nnz'>,
  rowsPerWorkgroup: number,
  { memoryShare, residentBytes = RESIDENT_SET_BYTES }: Pick<LaunchRequest, 'memoryShare' | 'residentBytes'>,
): SlabBlocks {
  const rowBytes = 4 + (8 * slab.nnz) / slab.rowCount;
  let shift = Math.log2(rowsPerWorkgroup);
  while (shift > 0 && rowBytes * 2 ** shift > residentBytes) shift--;
  const wholeBlocks = Math.floor(slab.rowCount / 2 ** shift);
  return {
    shift,
    keptQuarters: keptQuarters(memoryShare),
    residentBlocks: residentCount(rowBytes * 2 ** shift, wholeBlocks, residentBytes),
  };
}

/** Which row of the slab `row` reads; the shaders do the same. */
export function sourceRow(row: number, blocks: SlabBlocks): number {
  const rows = 2 ** blocks.shift;
  const block = Math.floor(row / rows);
  return sourceBlock(block, blocks.keptQuarters, blocks.residentBlocks) * rows + (row % rows);
}
