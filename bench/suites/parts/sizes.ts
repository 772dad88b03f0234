import type { SuiteContext } from '../../../src/core/plan.ts';
import {
  fastestNs,
  floorPowerOfTwo,
  pilotedBytesPerNs,
  pilotedFlopsPerNs,
  powerWithin,
  slowestNs,
} from './device-rates.ts';
import { CACHE_TIMES, LEAST_STREAM_BYTES, STREAM_BYTES } from './effort.ts';

/** Sizes that follow the device: found from the pilot, so that a dispatch is long enough and a run short enough. */
export interface Sizes {
  /** Rows and columns of the judged GEMV and of the density experiment. */
  readonly matvec: number;
  /** Rows, columns and inner dimension of the products, ascending. */
  readonly products: readonly number[];
  /** `stream` sets: beyond four times the last cache. */
  readonly streamBytes: number;
  /** Lines of 64 bytes of the gather table. */
  readonly gatherLines: number;
  readonly gatherChains: number;
  /** Hops of a chain. */
  readonly gatherSteps: number;
  readonly fmaChains: number;
  readonly fmaLength: number;
  /** Words that the write and copy probes go over: there are no copies of an output to rotate through. */
  readonly writtenWords: number;
}

/** How much a suite may spend on one dispatch, and on memory. */
export interface Effort {
  readonly matvecNs: number;
  readonly productNs: number;
  readonly productCount: number;
  /** Of the judged product; any that there is where absent. */
  readonly mostSide?: number;
  /** In place of what is usual for the device class. */
  readonly streamBytes?: number;
  /** However large the last cache is. */
  readonly mostStreamBytes?: number;
  readonly gatherLines?: number;
  /** Small sizes throughout, for devices that nothing is known of. */
  readonly isBrief?: boolean;
}

const MIB = 1024 * 1024;
const LINE_BYTES = 64;
const WORD_BYTES = 4;

/** The last is for GPUs as fast as any that take long to launch. */
const MATVEC_SIDES = [256, 512, 1024, 2048, 4096, 8192, 10_240];
const BRIEF_SIDE = 2048;
/** Where bindings are so small there is little memory: copies of larger matrices would not leave room for the rest. */
const SMALL_BINDING_BYTES = 128 * 2 ** 20;
/** A larger one only where this takes the device too short: all that the host does grows with it. */
const USUAL_SIDE = 4096;
/** Twenty times what launching takes the fastest devices, where it was not measured. */
const LEAST_JUDGED_NS = 60e3;
/** Of what it was measured to take: what decides is twenty, and both have some noise. */
const LEAST_LAUNCH_TIMES = 22;
/** A GPU's judged product need not take longer: it is some hundred times what launching takes. */
const LONGEST_JUDGED_NS = 2e6;
const PRODUCT_SIDES = [64, 128, 256, 512, 1024, 2048, 4096];

/** With six outputs of half of it, the table and the other sets this stays within the 4 GiB that suites promise. */
const MOST_STREAM_BYTES = 640 * MIB;

/** What one dispatch of a probe is to take at most, going by products that the pilot has seen. */
const PROBE_NS = 20e6;
/** A product of the pilot reaches about this share of what the multiply-add probe shows. */
const PRODUCT_SHARE = 0.25;
/** From enough chains to fill a small GPU to as many as the largest can run at once. */
const FMA_CHAINS = [1 << 18, 1 << 22] as const;
const GATHER_CHAINS = [1 << 14, 1 << 18] as const;
/** 4 MiB, and up to half of a streamed set: each of their launch shapes has an output of its own. */
const LEAST_WRITTEN_WORDS = 1 << 20;
const WRITTEN_SHARE = 2;

export function chooseSizes(context: SuiteContext, effort: Effort): Sizes {
  const side = judgedSide(context, effort);
  const matvec = effort.isBrief ? Math.min(side, BRIEF_SIDE) : side;
  const streamBytes = streamBytesOf(context, effort);
  const largest = largestSide(PRODUCT_SIDES, effort.productNs, n => slowestNs(context, ['gemm'], n));
  const products = PRODUCT_SIDES.filter(n => n <= largest).slice(-effort.productCount);
  const sizes = {
    matvec,
    products,
    streamBytes,
    gatherLines: Math.min(
      effort.gatherLines ?? 1 << 22,
      floorPowerOfTwo(context.limits.maxStorageBufferBindingSize / LINE_BYTES),
    ),
  };
  return context.deviceClass === 'hardware'
    ? { ...sizes, ...hardwareProbes(context, effort, streamBytes) }
    : { ...sizes, ...SOFTWARE_PROBES, writtenWords: matvec ** 2 };
}

type ProbeSizes = Pick<Sizes, 'gatherChains' | 'gatherSteps' | 'fmaChains' | 'fmaLength' | 'writtenWords'>;

const SOFTWARE_PROBES = { gatherChains: 1 << 12, gatherSteps: 64, fmaChains: 1 << 14, fmaLength: 256 };

/** A weak GPU would spend a quick run on the one size that suits a strong one. */
function hardwareProbes(context: SuiteContext, { isBrief }: Effort, streamBytes: number): ProbeSizes {
  const lengths = { gatherSteps: 16, fmaLength: 2048 };
  if (isBrief) {
    return {
      ...lengths,
      gatherChains: GATHER_CHAINS[0],
      fmaChains: FMA_CHAINS[0],
      writtenWords: LEAST_WRITTEN_WORDS,
    };
  }
  const bytes = pilotedBytesPerNs(context) * PROBE_NS;
  const flops = (pilotedFlopsPerNs(context) / PRODUCT_SHARE) * PROBE_NS;
  const written = [LEAST_WRITTEN_WORDS, streamBytes / WRITTEN_SHARE / WORD_BYTES] as const;
  return {
    ...lengths,
    gatherChains: powerWithin(GATHER_CHAINS, bytes / (LINE_BYTES * lengths.gatherSteps)),
    fmaChains: powerWithin(FMA_CHAINS, flops / (2 * lengths.fmaLength)),
    writtenWords: powerWithin(written, bytes / WORD_BYTES),
  };
}

function streamBytesOf({ deviceClass, limits, pilot }: SuiteContext, effort: Effort): number {
  const { beyondCacheBytes } = pilot;
  const usual = effort.streamBytes ?? STREAM_BYTES[deviceClass];
  const wanted = beyondCacheBytes === null ? usual : CACHE_TIMES * beyondCacheBytes;
  if (deviceClass === 'software' || effort.isBrief) return usual;
  // A device whose buffers end early has little memory, too.
  const most = Math.min(
    effort.mostStreamBytes ?? MOST_STREAM_BYTES,
    Math.max(LEAST_STREAM_BYTES, limits.maxBufferSize),
  );
  return Math.min(most, Math.max(LEAST_STREAM_BYTES, wanted));
}

/**
 * A GPU's follows its fastest product, so that launching takes little of its time; slower kernels that would take too
 * long there are left out. A CPU has to run all of them in the time.
 */
function judgedSide(context: SuiteContext, effort: Effort): number {
  const { matvecNs, mostSide = Number.POSITIVE_INFINITY } = effort;
  if (context.deviceClass === 'software') {
    const sides = MATVEC_SIDES.filter(side => side <= mostSide);
    return largestSide(sides, matvecNs, n => slowestNs(context, ['gemv', 'spmv'], n));
  }
  const isSmall = context.limits.maxStorageBufferBindingSize <= SMALL_BINDING_BYTES;
  const nsOf = (side: number): number => {
    const ns = fastestNs(context, 'gemv', side);
    return Number.isFinite(ns) ? ns : 0;
  };
  const leastNs = Math.max(LEAST_JUDGED_NS, LEAST_LAUNCH_TIMES * context.pilot.launchNs);
  const enough = isSmall
    ? USUAL_SIDE
    : MATVEC_SIDES.find(side => side >= USUAL_SIDE && nsOf(side) >= leastNs);
  const sides = MATVEC_SIDES.filter(side => side <= Math.min(mostSide, enough ?? Number.POSITIVE_INFINITY));
  return largestSide(sides, Math.min(matvecNs, LONGEST_JUDGED_NS), nsOf);
}

/** The largest side whose dispatch is short enough, at least the smallest there is. */
function largestSide(
  sides: readonly number[],
  limitNs: number,
  estimateNs: (side: number) => number,
): number {
  return sides.filter(side => estimateNs(side) <= limitNs).at(-1) ?? sides[0]!;
}
