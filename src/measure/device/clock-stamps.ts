import type { Prepared } from '../../gpu/prepare.ts';
import {
  isUsable,
  type StampedBatch,
  StampsError,
  type TimestampTimer,
} from '../../gpu/timers/timestamp.timer.ts';
import { longBatch } from './long-batch.ts';

const PASSES = 24;
const LONG_PASSES = 8;
/** Dawn masks the low 16 bits of a timestamp where it quantises. */
const QUANTUM_NS = 65536n;

export interface StampFacts {
  readonly stepNs: number;
  readonly quantised: boolean;
}

/** Looks at the GPU's clock. @returns what is wrong, in a clause, where it cannot measure */
export async function measureStamps(
  timer: TimestampTimer,
  prepared: Prepared,
): Promise<StampFacts | { readonly fault: string }> {
  const short: StampedBatch[] = [];
  for (let i = 0; i < PASSES; i++) short.push(await timer.stamped(prepared, 1 + (i % 4), null));
  // A coarse clock stands still, too, but not for long.
  const batches = short.some(moves) ? short : [...short, ...(await longBatches(timer, prepared))];
  const fault = faultOf(batches);
  return fault === null ? stepsOf(readingsOf(batches.filter(isUsable))) : { fault };
}

/** None where its stamps are such that no batch can be timed. */
async function longBatches(timer: TimestampTimer, prepared: Prepared): Promise<readonly StampedBatch[]> {
  const batches: StampedBatch[] = [];
  try {
    const { dispatches, executionNs } = await longBatch(timer, prepared);
    for (let i = 0; i < LONG_PASSES; i++)
      batches.push(await timer.stamped(prepared, dispatches, executionNs));
  } catch (error) {
    if (!(error instanceof StampsError)) throw error;
    return [];
  }
  return batches;
}

function faultOf(batches: readonly StampedBatch[]): string | null {
  const readings = readingsOf(batches);
  const usable = batches.filter(isUsable).length;
  if (readings.every(reading => reading === 0n)) return 'all stamps are zero';
  if (new Set(readings).size === 1) return 'its stamps stand still';
  if (usable <= batches.length / 2)
    return `stamps of ${batches.length - usable} of ${batches.length} batches are zero or run backwards`;
  return batches.some(moves) ? null : 'its stamps do not move within a batch';
}

function moves({ begin, end }: StampedBatch): boolean {
  return begin > 0n && end > begin;
}

/**
 * The GPU clock's step: the largest number of ns of which all readings of a run are whole multiples apart. Where a tick
 * is no whole number of ns (52.08 on some GPUs) that is 1, less than the tick, and harmless: batches last milliseconds.
 */
function stepsOf(readings: readonly bigint[]): StampFacts {
  const origin = readings[0]!;
  const step = readings.map(reading => abs(reading - origin)).reduce(greatestCommonDivisor);
  return {
    stepNs: Number(step) || Number(QUANTUM_NS),
    quantised: readings.every(reading => reading % QUANTUM_NS === 0n),
  };
}

function readingsOf(batches: readonly StampedBatch[]): readonly bigint[] {
  return batches.flatMap(({ begin, end }) => [begin, end]);
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b);
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}
