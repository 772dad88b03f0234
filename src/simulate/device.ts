/** Stored type of a weight; what unpacking one costs depends on it. */
export type ValueType = 'f32' | 'f16' | 'i8' | 'i4';

/** One level of cache, shared by the whole device. */
export interface CacheLevel {
  readonly bytes: number;
  readonly bytesPerSecond: number;
  readonly latencyNs: number;
}

/** How well one kernel uses the device. Missing fields are 1. */
export interface KernelTraits {
  /** Share of the memory's rate that its order of access gets. */
  readonly memoryShare?: number;
  /** Load and other instructions it takes, as a factor of what a good kernel takes. */
  readonly instructions?: number;
  /** Share of the device's bytes in flight that it keeps in flight. */
  readonly inFlight?: number;
}

/** How times scatter. */
export interface NoiseModel {
  /** Relative standard deviation of one batch. */
  readonly deviation: number;
  /** Time in ms over which the slow half of it forgets itself. */
  readonly memoryMs: number;
  /** Share of batches with a heavy tail, and how much longer these take on average (0.2: a fifth). */
  readonly tailShare: number;
  readonly tailSize: number;
  /** Stalls per second of measuring, and how long one lasts. */
  readonly stallsPerSecond: number;
  readonly stallMs: number;
}

/** Rates that fall while the device works. */
export interface Throttling {
  /** Share of the core's rates (caches, loads, instructions, multiply-adds) that is lost in the end. */
  readonly depth: number;
  /** The same for memory. */
  readonly memoryDepth: number;
  /** The loss grows over this time, then swings between half and all of itself with this period. */
  readonly periodMs: number;
}

/**
 * A device that exists only as limits. An execution takes its fixed cost plus the p-norm of the times that its resources
 * would take alone: p = 1 is no overlap, p = ∞ perfect overlap.
 */
export interface SimulatedDevice {
  readonly name: string;
  /** Without timestamps everything is timed by the wall clock. */
  readonly timestamps: boolean;
  readonly timestampStepNs: number;
  readonly wallStepNs: number;
  readonly memory: {
    readonly bytesPerSecond: number;
    readonly latencyNs: number;
    /** Largest matrix that is tried on it, in bytes. */
    readonly largestMatrixBytes: number;
  };
  /** Nearest first; every level is larger than the one before. */
  readonly caches: readonly CacheLevel[];
  /** What load instructions can bring into registers, whoever answers. */
  readonly loadBytesPerSecond: number;
  /** Share of those bytes that loading the warm input costs: 0 where lanes that want the same word get it at once. */
  readonly inputLoadCost: number;
  /** Instructions that are no multiply-add, over all lanes. */
  readonly instructionsPerSecond: number;
  /** Multiply-adds count two. */
  readonly flopsPerSecond: number;
  /** Bytes that the device keeps in flight at full occupancy; over the latency it is a rate (Little's law). */
  readonly bytesInFlight: number;
  /** Instructions to unpack one weight. */
  readonly unpackInstructions: Readonly<Record<ValueType, number>>;
  /** Fixed cost of a dispatch; ramp and tail are not paid by an empty one. */
  readonly launchNs: number;
  readonly rampNs: number;
  /** What one dispatch costs the CPU, and one submission, by the wall clock. */
  readonly encodeNs: number;
  readonly submitNs: number;
  /** 1 … Infinity. */
  readonly overlapExponent: number;
  /** By kernel id, or by id and tunables as in an address, all of them or those that are no defaults: "probe/read?shape=1". */
  readonly kernels: Readonly<Record<string, KernelTraits>>;
  /** Share of the multiply-adds that a compiler removes, by operation: "ladder", "fma". */
  readonly folded: Readonly<Record<string, number>>;
  readonly noise: NoiseModel;
  readonly throttling: Throttling;
}
