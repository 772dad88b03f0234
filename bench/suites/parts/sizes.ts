import type { SuiteContext } from '../../../src/core/plan.ts';
import { familyOf, type ProductFamily } from './dense.ts';

/** Sizes that follow the device: found from the pilot, so that a dispatch is long enough and a run short enough. */
export interface Sizes {
  /** Rows and columns of the judged GEMV and of the density experiment. */
  readonly matvec: number;
  /** Rows, columns and inner dimension of the products, ascending. */
  readonly products: readonly number[];
  /** `stream` sets: beyond four times the last-level caches that GPUs have. */
  readonly streamBytes: number;
  /** Lines of 64 bytes of the gather table, beyond any cache. */
  readonly gatherLines: number;
  readonly gatherChains: number;
  readonly fmaChains: number;
  readonly fmaLength: number;
}

const MIB = 1024 * 1024;
const LINE_BYTES = 64;
const MATVEC_SIDES = [256, 512, 1024, 2048, 4096, 8192];
const PRODUCT_SIDES = [64, 128, 256, 512, 1024, 2048, 4096];

/** How long one dispatch may take, by what the suite is for. */
export interface Effort {
  readonly matvecNs: number;
  readonly productNs: number;
  readonly productCount: number;
  readonly streamBytes: number;
  readonly gatherLines: number;
}

export function chooseSizes(context: SuiteContext, effort: Effort): Sizes {
  const hardware = context.deviceClass === 'hardware';
  const matvec = largestSide(MATVEC_SIDES, effort.matvecNs, side =>
    slowestNs(context, ['gemv', 'spmv'], side),
  );
  const largestProduct = largestSide(PRODUCT_SIDES, effort.productNs, side =>
    slowestNs(context, ['gemm'], side),
  );
  const products = PRODUCT_SIDES.filter(side => side <= largestProduct).slice(-effort.productCount);
  return {
    matvec,
    products,
    streamBytes: effort.streamBytes,
    gatherLines: Math.min(
      effort.gatherLines,
      floorPowerOfTwo(context.limits.maxStorageBufferBindingSize / LINE_BYTES),
    ),
    gatherChains: hardware ? 1 << 18 : 1 << 12,
    fmaChains: hardware ? 1 << 22 : 1 << 14,
    fmaLength: hardware ? 2048 : 256,
  };
}

/** The largest side whose dispatch is short enough, at least the smallest there is. */
function largestSide(
  sides: readonly number[],
  limitNs: number,
  estimateNs: (side: number) => number,
): number {
  return sides.filter(side => estimateNs(side) <= limitNs).at(-1) ?? sides[0]!;
}

/** Longest estimate among the kernels of some families that run here, on a square problem. */
function slowestNs(context: SuiteContext, families: readonly ProductFamily[], side: number): number {
  const size = {
    rowCount: side,
    columnCount: side,
    rhsColumnCount: families.includes('gemm') ? side : 1,
    nnz: side * side,
  };
  const estimates = families
    .flatMap(family => familyOf(context, family))
    .map(id => context.pilot.estimateNs(id, size))
    .filter(Number.isFinite);
  return estimates.length > 0 ? Math.max(...estimates) : 0;
}

/** 256 MiB, the least that METHOD asks of a stream set. */
export const FULL_STREAM_BYTES = 256 * MIB;
/** Beyond four times the largest last-level caches of GPUs (128 MiB). */
export const HARDWARE_STREAM_BYTES = 512 * MIB;
/** A CPU's memory moves slowly enough that copying more would cost the time for measuring. */
export const SOFTWARE_STREAM_BYTES = 128 * MIB;

function floorPowerOfTwo(value: number): number {
  return 2 ** Math.floor(Math.log2(value));
}
