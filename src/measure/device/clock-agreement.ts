import type { ClockFacts } from '../../core/environment.ts';
import type { Prepared } from '../../gpu/prepare.ts';
import { untimedExecutions } from '../../gpu/timers/timer.ts';
import { isUsable, type TimestampTimer } from '../../gpu/timers/timestamp.timer.ts';
import { FEW_VALUES } from '../../stats/bootstrap.ts';
import { median } from '../../stats/quantile.ts';
import { RESOLVED_STEPS } from '../../stats/summary.ts';
import type { LongBatch } from './long-batch.ts';

const COMPARED_BATCHES = 7;
/** Some fail where the host is busy: an answer that came late swallows a difference. */
const ATTEMPTS = 2 * COMPARED_BATCHES;

interface Ratio {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * GPU time ÷ wall time of an execution. Both clocks watch the same batches, so that a busy machine slows both; the wall's
 * is the difference between a long and a short batch, since what a submission and its answer cost is in both. Null where
 * the wall clock does not resolve that difference, or there is none.
 * @param wallResolutionNs of the wall clock, in which the interval allows for two steps, and for one of the GPU's
 */
export async function clockAgreement(
  stamps: TimestampTimer,
  prepared: Prepared,
  batch: LongBatch,
  wallResolutionNs: number,
): Promise<ClockFacts['agreement']> {
  // The first one may have been compiled while it was timed, and look as long as a submission may be.
  if (executionsOf(batch.dispatches) === executionsOf(1)) return null;
  const ratios: Ratio[] = [];
  for (let i = 0; i < ATTEMPTS && ratios.length < COMPARED_BATCHES; i++) {
    const ratio = await compare(stamps, prepared, batch, wallResolutionNs);
    if (ratio !== null) ratios.push(ratio);
  }
  if (ratios.length < FEW_VALUES) return null;
  return {
    ratio: median(ratios.map(({ value }) => value)),
    low: Math.min(...ratios.map(({ low }) => low)),
    high: Math.max(...ratios.map(({ high }) => high)),
  };
}

async function compare(
  stamps: TimestampTimer,
  prepared: Prepared,
  { dispatches, executionNs }: LongBatch,
  wallResolutionNs: number,
): Promise<Ratio | null> {
  const short = await stamps.stamped(prepared, 1, executionNs);
  const long = await stamps.stamped(prepared, dispatches, executionNs);
  const wallNs = long.wallNs - short.wallNs;
  if (!isUsable(long) || wallNs < RESOLVED_STEPS * wallResolutionNs) return null;
  const gpuNs = Number(long.end - long.begin);
  // The wall clock has seen the untimed passes, too.
  const perDispatch = (executionsOf(dispatches) - executionsOf(1)) / dispatches;
  const ratio = (gpu: number, wall: number): number => (gpu / wall) * perDispatch;
  return {
    value: ratio(gpuNs, wallNs),
    low: ratio(Math.max(0, gpuNs - stamps.resolutionNs), wallNs + wallResolutionNs),
    high: ratio(gpuNs + stamps.resolutionNs, wallNs - wallResolutionNs),
  };
}

function executionsOf(dispatches: number): number {
  return dispatches + untimedExecutions(dispatches);
}
