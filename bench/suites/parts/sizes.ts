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
  /** Words that the write and copy probes go over: there are no copies of an output to rotate through. */
  readonly writtenWords: number;
}

const MIB = 1024 * 1024;
const LINE_BYTES = 64;
const WORD_BYTES = 4;
/** Hops of a chain of the gather probe. */
export const GATHER_STEPS = 64;
const MATVEC_SIDES = [256, 512, 1024, 2048, 4096, 8192];
const PRODUCT_SIDES = [64, 128, 256, 512, 1024, 2048, 4096];

/** How long one dispatch may take, by what the suite is for. */
export interface Effort {
  readonly matvecNs: number;
  readonly productNs: number;
  readonly productCount: number;
  /** Where no cache is seen to end; otherwise the cache decides. */
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
    streamBytes: streamBytesOf(context.pilot, effort),
    gatherLines: Math.min(
      effort.gatherLines,
      floorPowerOfTwo(context.limits.maxStorageBufferBindingSize / LINE_BYTES),
    ),
    gatherChains: hardware ? hardwareGatherChains(context) : 1 << 12,
    fmaChains: hardware ? hardwareFmaChains(context) : 1 << 14,
    fmaLength: hardware ? HARDWARE_FMA_LENGTH : 256,
    writtenWords: hardware ? Math.max(matvec ** 2, hardwareWrittenWords(context)) : matvec ** 2,
  };
}

const HARDWARE_FMA_LENGTH = 2048;
/** What one dispatch of a probe is to take at most, going by products that the pilot has seen. */
const PROBE_NS = 20e6;
/** A product of the pilot reaches about this share of what the multiply-add probe shows. */
const PRODUCT_SHARE = 0.25;
/** From enough chains to fill a small GPU to as many as the largest can run at once. */
const FMA_CHAINS = [1 << 18, 1 << 22] as const;
const GATHER_CHAINS = [1 << 14, 1 << 18] as const;
/** From 4 MiB to beyond all caches but the largest. */
const WRITTEN_WORDS = [1 << 20, 1 << 26] as const;
const PILOTED_SIDE = 1024;

/** A weak GPU would spend a quick run on the one size that suits a strong one. */
function hardwareFmaChains(context: SuiteContext): number {
  const flopsPerNs = (2 * PILOTED_SIDE ** 3) / fastestNs(context, 'gemm', PILOTED_SIDE) / PRODUCT_SHARE;
  return powerWithin(FMA_CHAINS, (flopsPerNs * PROBE_NS) / (2 * HARDWARE_FMA_LENGTH));
}

function hardwareGatherChains(context: SuiteContext): number {
  return powerWithin(GATHER_CHAINS, (pilotedBytesPerNs(context) * PROBE_NS) / (LINE_BYTES * GATHER_STEPS));
}

function hardwareWrittenWords(context: SuiteContext): number {
  return powerWithin(WRITTEN_WORDS, (pilotedBytesPerNs(context) * PROBE_NS) / WORD_BYTES);
}

function pilotedBytesPerNs(context: SuiteContext): number {
  return (WORD_BYTES * PILOTED_SIDE ** 2) / fastestNs(context, 'gemv', PILOTED_SIDE);
}

/** The largest power of two up to `count`; the most where nothing is known. */
function powerWithin([least, most]: readonly [number, number], count: number): number {
  return count > 0 ? Math.min(most, Math.max(least, floorPowerOfTwo(count))) : most;
}

/** The largest side whose dispatch is short enough, at least the smallest there is. */
function largestSide(
  sides: readonly number[],
  limitNs: number,
  estimateNs: (side: number) => number,
): number {
  return sides.filter(side => estimateNs(side) <= limitNs).at(-1) ?? sides[0]!;
}

/** Longest estimate among the kernels of some families that run here, on a square problem; 0 where there is none. */
function slowestNs(context: SuiteContext, families: readonly ProductFamily[], side: number): number {
  return Math.max(0, ...families.flatMap(family => estimatesNs(context, family, side)));
}

/** Shortest estimate; infinite where there is none. */
function fastestNs(context: SuiteContext, family: ProductFamily, side: number): number {
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

/** The least that a streamed set is to fill, and how many times the last cache. */
const LEAST_STREAM_BYTES = 256 * MIB;
const CACHE_TIMES = 4;
/** Several formats of the same weights may lie in memory together. */
const MOST_STREAM_BYTES = 1024 * MIB;

function streamBytesOf({ beyondCacheBytes }: SuiteContext['pilot'], { streamBytes }: Effort): number {
  if (beyondCacheBytes === null) return streamBytes;
  return Math.min(MOST_STREAM_BYTES, Math.max(LEAST_STREAM_BYTES, CACHE_TIMES * beyondCacheBytes));
}

/** Beyond four times the largest last-level caches of GPUs (128 MiB). */
export const HARDWARE_STREAM_BYTES = 512 * MIB;
/** A CPU's memory moves slowly enough that copying more would cost the time for measuring. */
export const SOFTWARE_STREAM_BYTES = 128 * MIB;

function floorPowerOfTwo(value: number): number {
  return 2 ** Math.floor(Math.log2(value));
}
