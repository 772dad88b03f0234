import type { StopRule } from '../../../src/core/plan.ts';

/** How much suites measure: numbers alone, so that the page can say them without loading a kernel. */

export const QUICK_STOP: StopRule = { minimumRounds: 10, maximumRounds: 40, precision: 0.03 };
export const FULL_STOP: StopRule = { minimumRounds: 20, maximumRounds: 160, precision: 0.01 };

export const WARMUP_MS = { hardware: 300, software: 50 } as const;
export const MINIMUM_BATCH_MS = 10;

const MIB = 1024 * 1024;

/** Where no cache is seen to end. A CPU's memory is slow enough that copying more would cost the time for measuring. */
export const STREAM_BYTES = { hardware: 512 * MIB, software: 128 * MIB } as const;
/** The least that a streamed set is to fill, and how many times the last cache. */
export const LEAST_STREAM_BYTES = 256 * MIB;
export const CACHE_TIMES = 4;

/** Multiply-adds on each word of the FLOP ladder, and vectors of the batch ladder. */
export const FULL_RUNGS = [2, 4, 8, 16, 32, 64, 128, 256, 512, 1024] as const;
export const FULL_BATCHES = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512] as const;

/** Host code is timed for about four seconds after the last section; where that would be much of a short run, less is kept back. */
const ENDING_MS = 5000;
const MOST_ENDING_SHARE = 1 / 12;

/** ms kept back, of what the user was promised, for what comes after the sections. */
export function endingOf(promisedMs: number): number {
  return Math.min(ENDING_MS, MOST_ENDING_SHARE * promisedMs);
}
