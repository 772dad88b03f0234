import type { DeviceClass } from '../../core/environment.ts';
import type { Work } from '../../core/work.ts';

/**
 * A made-up device with known limits, for tests of everything that reads records. The time of a launch is its fixed
 * cost plus the slowest of three resources that work side by side.
 */
export interface SyntheticDevice {
  readonly name: string;
  readonly class: DeviceClass;
  /** Without timestamps every case is timed by the wall clock. */
  readonly hasTimestamps: boolean;
  /** Fixed cost of a dispatch by the GPU's clock, and of submitting one by the wall clock. */
  readonly dispatchNs: number;
  readonly wallDispatchNs: number;
  readonly memoryBytesPerSecond: number;
  /** Working sets up to cacheBytes, and the resident set of a diluted launch, are read at the cache's rate. */
  readonly cacheBytes: number;
  readonly cacheBytesPerSecond: number;
  /** What the load instructions can ask for, whether memory or a cache answers. */
  readonly loadBytesPerSecond: number;
  readonly flopsPerSecond: number;
  /** Lines of 64 bytes at random addresses, from memory and from a cache. */
  readonly missesPerSecond: number;
  readonly hitsPerSecond: number;
  /** Relative standard deviation of a batch, and the correlation of the part that successive rounds share. */
  readonly noise: number;
  readonly correlation: number;
}

const DISCRETE: SyntheticDevice = {
  name: 'discrete GPU',
  class: 'hardware',
  hasTimestamps: true,
  dispatchNs: 2_000,
  wallDispatchNs: 20_000,
  memoryBytesPerSecond: 1e12,
  cacheBytes: 32 * 2 ** 20,
  cacheBytesPerSecond: 8e12,
  loadBytesPerSecond: 2e13,
  flopsPerSecond: 2e13,
  missesPerSecond: 2e9,
  hitsPerSecond: 4e10,
  noise: 0.01,
  correlation: 0.4,
};

/** One device for each truth that a verdict can be held against. */
export const DEVICES = {
  /** Memory limits every large product. */
  bandwidthBound: DISCRETE,
  /** Load instructions limit, memory speed does not matter; what software adapters look like. */
  loadBound: {
    ...DISCRETE,
    name: 'software adapter',
    class: 'software',
    dispatchNs: 20_000,
    wallDispatchNs: 60_000,
    memoryBytesPerSecond: 2e10,
    cacheBytes: 2 ** 20,
    cacheBytesPerSecond: 8e10,
    loadBytesPerSecond: 4e9,
    flopsPerSecond: 3e10,
    missesPerSecond: 5e7,
    hitsPerSecond: 3e8,
  },
  /** A launch costs more than streaming 64 MiB. */
  dispatchBound: { ...DISCRETE, name: 'slow launcher', dispatchNs: 500_000, wallDispatchNs: 800_000 },
  /** Two FLOPs a weight take longer than its four bytes. */
  computeBound: { ...DISCRETE, name: 'weak arithmetic', flopsPerSecond: 1e11 },
} as const satisfies Record<string, SyntheticDevice>;

/** What decides the time of one launch. */
export interface SyntheticLoad {
  readonly work: Work;
  /** Everything the load instructions ask for, repeats included. */
  readonly loadedBytes: number;
  readonly workingSetBytes: number;
  /** E6: share of the traffic that goes to memory. */
  readonly memoryShare: number;
  /** Share of the memory rate that the access pattern can use. */
  readonly memoryEfficiency: number;
  /** Random lines read, for the gather probe; its bytes then cost nothing else. */
  readonly randomLines: number;
}

/** Noise-free time of one execution by the GPU's clock. */
export function executionNs(device: SyntheticDevice, load: SyntheticLoad): number {
  const { work, memoryShare, randomLines } = load;
  const inCache = load.workingSetBytes <= device.cacheBytes;
  const share = inCache ? 0 : memoryShare;
  const transfer =
    randomLines > 0
      ? randomLines * (share / device.missesPerSecond + (1 - share) / device.hitsPerSecond)
      : (work.compulsoryBytes / load.memoryEfficiency) *
        (share / device.memoryBytesPerSecond + (1 - share) / device.cacheBytesPerSecond);
  const loads = load.loadedBytes / device.loadBytesPerSecond;
  const arithmetic = work.executedFlops / device.flopsPerSecond;
  return device.dispatchNs + Math.max(transfer, loads, arithmetic) * 1e9;
}
