import type { OkRecord } from '../../core/record/record.ts';
import { formatDuration } from '../../core/units.ts';
import { atLeastWidth, intervalOf } from '../../stats/bootstrap.ts';
import type { RatioEstimate } from '../../stats/paired.ts';
import type { DispatchCost } from './dispatch-cost.ts';
import { THRESHOLDS } from './thresholds.ts';

/**
 * Launching takes t0 whatever is launched. It makes every ratio of times more like 1, so what memory or arithmetic do to
 * a time is judged on what the time has beyond it.
 */

/** A t0 of more than this share of a time says nothing about the rest of it; draws of t0 end here. */
const MOST_SHARE = 0.95;

/** Dispatches of one execution, a matrix larger than a binding takes several. */
export function launchNs({ stageCount = 1 }: Pick<OkRecord, 'stageCount'>, { t0 }: DispatchCost): number {
  return stageCount * t0.value;
}

/** (T_a − t0) ÷ (T_b − t0), with the draws of t0 in its interval; T_a ÷ T_b where t0 is unknown. */
export function beyondLaunch(
  ratio: RatioEstimate,
  a: OkRecord,
  b: OkRecord,
  cost: DispatchCost | null,
): RatioEstimate {
  if (cost === null) return ratio;
  const ns = b.summary.medianNs;
  const [countA, countB] = [a.stageCount ?? 1, b.stageCount ?? 1];
  const without = (whole: number, t0: number): number => {
    const [above, below] = [(countA * t0) / ns, (countB * t0) / ns];
    return (whole - Math.min(above, MOST_SHARE * whole)) / (1 - Math.min(below, MOST_SHARE));
  };
  const value = without(ratio.value, cost.t0.value);
  const { replicates: draws } = cost;
  const replicates = Float64Array.from(ratio.replicates, (whole, r) =>
    without(whole, draws[r] ?? cost.t0.value),
  );
  // Of too few rounds the draws are not the interval: it stays as wide as it was.
  const width = ratio.high - ratio.low;
  const { low, high } = atLeastWidth(intervalOf(replicates), value, width);
  return {
    ...ratio,
    value,
    low: Math.max(0, Math.min(low, value)),
    high: Math.max(high, value),
    replicates,
  };
}

/**
 * Whether t0 is known well enough to say that nothing but launching stands behind a ratio near 1. An empty dispatch
 * misses ramp and tail: it will do only for what takes many times as long.
 */
export function isLaunchKnown(record: OkRecord, cost: DispatchCost | null): boolean {
  if (cost === null) return false;
  return cost.method === 'intercept' || !isShort(record.summary.medianNs, launchNs(record, cost));
}

/** Takes fewer times as long as its launches than a judged product has to. */
export function isShort(ns: number, launchedNs: number): boolean {
  return ns < THRESHOLDS.leastLaunchTimes * launchedNs;
}

/** ", t0 = 2.80 µs taken off each", or what stands in its way: goes between "Measured" and a ratio. */
export function takenOffText(cost: DispatchCost | null): string {
  return cost === null ? ', t0 unknown' : `, t0 = ${formatDuration(cost.t0.value)} taken off each time`;
}
