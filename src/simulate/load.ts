import type { ValueType } from './device.ts';

/** What one execution asks of a device. */
export interface SimulatedLoad {
  /** Names of the kernel's traits, the most specific first. */
  readonly kernelNames: readonly string[];
  readonly operation: string;
  /** Bytes of weights that it reads, repeats included. */
  readonly streamedBytes: number;
  /** Everything that batches rotate through: it decides which level answers. */
  readonly workingSetBytes: number;
  /** Share of the streamed bytes that comes from the working set; the rest from a small resident set. */
  readonly memoryShare: number;
  /** Bytes of that set. */
  readonly residentBytes: number;
  readonly writtenBytes: number;
  /** Share of the streamed bytes that load instructions ask for: a gather moves whole lines and uses a word of each. */
  readonly loadedFraction: number;
  /** Warm input that its load instructions bring into registers beside the streamed bytes, repeats included. */
  readonly inputBytes: number;
  /** Weights to unpack. */
  readonly values: number;
  readonly valueType: ValueType;
  readonly flops: number;
  /** Loads that a thread has in flight, as a factor of what the kernel usually has. */
  readonly loadsInFlight: number;
  /** Nothing to do but be launched. */
  readonly empty: boolean;
  /** Dispatches that one execution takes. */
  readonly dispatches: number;
}
