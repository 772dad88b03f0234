import { keptQuarters, RESIDENT_SET_BYTES, residentCount, sourceBlock } from '../../core/dilution.ts';
import type { LaunchRequest, Resource } from '../../core/kernel.ts';

/** Consecutive rows whose arrays fit a binding each. */
export interface SparseSlab {
  readonly firstRow: number;
  readonly rowCount: number;
  /** How many of them, from the first on, others may read in place of their own; all where absent. */
  readonly wholeRows?: number;
  /** What a row reads of them, on average. */
  readonly rowBytes: number;
  /** In the order in which the shaders bind them. */
  readonly resources: readonly Resource[];
  /** Words of the parameter block beyond those that all kernels of rows have. */
  readonly furtherWords?: readonly number[];
}

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
  { rowCount, wholeRows = rowCount, rowBytes }: Pick<SparseSlab, 'rowCount' | 'wholeRows' | 'rowBytes'>,
  rowsPerWorkgroup: number,
  { memoryShare, residentBytes = RESIDENT_SET_BYTES }: Pick<LaunchRequest, 'memoryShare' | 'residentBytes'>,
): SlabBlocks {
  let shift = Math.log2(rowsPerWorkgroup);
  while (shift > 0 && rowBytes * 2 ** shift > residentBytes) shift--;
  const wholeBlocks = Math.floor(wholeRows / 2 ** shift);
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
