import type { CacheState, OkRecord, TimerId } from '../../core/record/record.ts';
import { bootstrapMedians } from '../../stats/bootstrap.ts';
import {
  fitLine,
  fitLineWithIntervals,
  type LineFit,
  type TimedAmount,
  worstResidual,
} from '../../stats/least-squares.ts';
import { perDispatchNs } from '../../stats/per-dispatch.ts';
import { type Estimate, finiteEstimate } from './estimate.ts';
import { THRESHOLDS } from './thresholds.ts';
import { fastest, groupBy, isGemv, isHost } from './usable.ts';

/** What launching costs by one clock, whatever is launched. */
export interface DispatchCost {
  readonly timerId: TimerId;
  /** t0 in ns. */
  readonly t0: Estimate;
  /** Draws of t0, from which the interval is. */
  readonly replicates: ArrayLike<number>;
  /** n½ = t0·BW in bytes: below it launching takes over half of the time. Null where the line does not tell. */
  readonly halfBytes: Estimate | null;
  /** `intercept` of T = t0 + bytes ÷ BW; `empty dispatch` where there are too few sizes or none above 0. */
  readonly method: 'intercept' | 'empty dispatch';
  /** Of the weights that were fitted over: n½ holds for this state. */
  readonly cache: CacheState;
  readonly sizeCount: number;
  /** Largest |fitted ÷ measured − 1| of the fit; null without one. */
  readonly worstResidual: number | null;
  readonly evidence: readonly string[];
}

/** By clock; null where that clock timed too little. */
export interface DispatchCosts {
  readonly timestamp: DispatchCost | null;
  readonly wall: DispatchCost | null;
}

/** @param records usable ones */
export function dispatchCosts(records: readonly OkRecord[]): DispatchCosts {
  return { timestamp: dispatchCost(records, 'timestamp'), wall: dispatchCost(records, 'wall') };
}

/** By the clock that timed the case. */
export function costOf(costs: DispatchCosts, { timerId }: Pick<OkRecord, 'timerId'>): DispatchCost | null {
  return timerId === 'host' ? null : costs[timerId];
}

/**
 * Intercept over one GEMV kernel's sizes by this clock (relative least squares), from the kernel and cache state with
 * the most sizes, `stream` first among equals. An empty dispatch, the fallback, misses ramp and tail.
 */
export function dispatchCost(records: readonly OkRecord[], timerId: TimerId): DispatchCost | null {
  const timed = records.filter(
    record => record.timerId === timerId && record.case.memoryShare === 1 && !isHost(record),
  );
  const intercept = interceptCost(timed, timerId);
  if (intercept !== null && intercept.t0.value > 0) return intercept;
  return emptyDispatchCost(timed, timerId) ?? intercept;
}

function interceptCost(timed: readonly OkRecord[], timerId: TimerId): DispatchCost | null {
  const series = longestSeries(timed.filter(isGemv));
  if (series.length < THRESHOLDS.dispatchFitSizes) return null;
  const { fit, points } = straightPart(series.map(timedAmount));
  const t0 = fit && finiteEstimate({ value: fit.interceptNs, ...fit.intercept });
  if (!fit || !t0) return null;
  return {
    timerId,
    t0,
    replicates: fit.intercepts,
    halfBytes: halfBytesOf(fit, points, series.length),
    method: 'intercept',
    cache: series[0]!.case.cache,
    sizeCount: points.length,
    worstResidual: fit.worstResidual,
    evidence: series.slice(0, points.length).map(record => record.address),
  };
}

/**
 * T = t0 + bytes ÷ BW has one BW, but sizes past a cache have another: the largest are left out until the rest lies on
 * a line. Where nothing does, all sizes are fitted and the deviation is reported.
 */
function straightPart(points: readonly TimedAmount[]): {
  fit: LineFit | null;
  points: readonly TimedAmount[];
} {
  for (let count = points.length; count >= THRESHOLDS.dispatchFitSizes; count--) {
    const part = points.slice(0, count);
    const line = fitLine(part);
    if (line && worstResidual(line, part) <= THRESHOLDS.dispatchFitResidual) {
      return { fit: fitLineWithIntervals(part), points: part };
    }
  }
  return { fit: fitLineWithIntervals(points), points };
}

/** Known where one line fits all sizes, or reaches far enough: past the sizes left out BW is another. */
function halfBytesOf(fit: LineFit, fitted: readonly TimedAmount[], sizeCount: number): Estimate | null {
  if (fit.worstResidual > THRESHOLDS.dispatchFitResidual) return null;
  const largest = fitted.at(-1)?.amount ?? 0;
  if (fitted.length < sizeCount && fit.half.high > largest) return null;
  return finiteEstimate({ value: fit.halfAmount, ...fit.half });
}

function emptyDispatchCost(timed: readonly OkRecord[], timerId: TimerId): DispatchCost | null {
  const probe = fastest(timed.filter(record => record.operation === 'dispatch'));
  if (probe === null) return null;
  const { medianNs, lowNs, highNs } = probe.summary;
  return {
    timerId,
    t0: { value: medianNs, low: lowNs, high: highNs },
    replicates: timedAmount(probe, 0).replicates,
    halfBytes: null,
    method: 'empty dispatch',
    cache: probe.case.cache,
    sizeCount: 0,
    worstResidual: null,
    evidence: [probe.address],
  };
}

/** One record a size, ascending, the fastest launch shape of each. */
function longestSeries(gemvs: readonly OkRecord[]): readonly OkRecord[] {
  const series = [...groupBy(gemvs, record => `${record.case.kernelId} ${record.case.cache}`).values()].map(
    records =>
      [...groupBy(records, record => String(record.work.compulsoryBytes)).values()]
        .flatMap(sameSize => fastest(sameSize) ?? [])
        .sort((a, b) => a.work.compulsoryBytes - b.work.compulsoryBytes),
  );
  return series.reduce<readonly OkRecord[]>(
    (best, candidate) => (isBetter(candidate, best) ? candidate : best),
    [],
  );
}

function isBetter(candidate: readonly OkRecord[], best: readonly OkRecord[]): boolean {
  if (candidate.length !== best.length) return candidate.length > best.length;
  const [a, b] = [candidate.at(-1), best.at(-1)];
  if (a === undefined || b === undefined) return false;
  if (a.case.cache !== b.case.cache) return a.case.cache === 'stream';
  return a.summary.medianNs < b.summary.medianNs;
}

function timedAmount(record: OkRecord, stream: number): TimedAmount {
  const values = perDispatchNs(record.samples, record.timerId).map(observation => observation.ns);
  return {
    amount: record.work.compulsoryBytes,
    ns: record.summary.medianNs,
    replicates: bootstrapMedians(values, { order: record.sampleOrder, stream }),
  };
}
