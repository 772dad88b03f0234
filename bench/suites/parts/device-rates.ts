import type { SuiteContext } from '../../../src/core/plan.ts';
import { familyOf } from './dense.ts';
import type { ProductFamily } from './families.ts';

/** Side of the square problems that rates are taken at. */
const SIDE = 1024;
const WORD_BYTES = 4;

/** Bytes of weights that the fastest matrix–vector product of the pilot streams in a nanosecond; 0 where there is none. */
export function pilotedBytesPerNs(context: SuiteContext): number {
  return (WORD_BYTES * SIDE ** 2) / fastestNs(context, 'gemv', SIDE);
}

/** FLOPs of the fastest product of the pilot in a nanosecond; 0 where there is none. */
export function pilotedFlopsPerNs(context: SuiteContext): number {
  return (2 * SIDE ** 3) / fastestNs(context, 'gemm', SIDE);
}

/** Longest estimate among the kernels of some families that run here, on a square problem; 0 where there is none. */
export function slowestNs(context: SuiteContext, families: readonly ProductFamily[], side: number): number {
  return Math.max(0, ...families.flatMap(family => estimatesNs(context, family, side)));
}

/** Shortest estimate; infinite where there is none. */
export function fastestNs(context: SuiteContext, family: ProductFamily, side: number): number {
  return Math.min(...estimatesNs(context, family, side));
}

function estimatesNs(context: SuiteContext, family: ProductFamily, side: number): readonly number[] {
  const size = {
    rowCount: side,
    columnCount: side,
    rhsColumnCount: family === 'gemm' ? side : 1,
    nnz: side * side,
  };
  return familyOf(context, family)
    .map(id => context.pilot.estimateNs(id, size))
    .filter(Number.isFinite);
}

/** The largest power of two up to `count`, between two others; the most where no rate is known and `count` is 0. */
export function powerWithin([least, most]: readonly [number, number], count: number): number {
  return count > 0 ? Math.min(most, Math.max(least, floorPowerOfTwo(count))) : most;
}

export function floorPowerOfTwo(value: number): number {
  return 2 ** Math.floor(Math.log2(value));
}
