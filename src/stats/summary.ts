import type { TimerId } from '../core/record/record.ts';
import type { Sample, Summary, SummaryFlag } from '../core/record/sample.ts';
import { atLeastWidth, FEW_VALUES, medianEstimate, type SampleOrder } from './bootstrap.ts';
import { driftRatio } from './drift.ts';
import { perDispatchNs, resolvingDispatches, stepWidthNs } from './per-dispatch.ts';
import { median, medianAbsoluteDeviation } from './quantile.ts';

/**
 * A median batch shorter than this many clock steps is unresolved; by wall clock the difference between the longest and
 * the shortest batch of a set is what counts, since what a submission and its answer cost is in both.
 */
export const RESOLVED_STEPS = 20;

const DRIFT = 0.1;
const TAIL_DEVIATIONS = 3;
const TAIL_FRACTION = 0.05;
/** Scales a MAD to the standard deviation of a normal distribution. */
const NORMAL_MAD = 1.4826;

export interface SummaryOptions {
  readonly timerId: TimerId;
  /** What two batches of that timer must differ by to be told apart. */
  readonly resolutionNs: number;
  /** Default: measured. */
  readonly order?: SampleOrder;
}

/**
 * Median, interval and flags of one case. Depends on the samples alone: the seed is a constant and only + − × ÷ √ are
 * used, so that any engine recomputes it to the last bit.
 *
 * The interval is never narrower than one clock step ÷ dispatches (by wall clock one to either side: batches that begin
 * on an answer and wait for the next are all rounded the same way), and never reaches below 0. A median at or below 0
 * (wall slopes lost in the clock step) is given as 0 and flagged unresolved.
 * @throws RangeError without samples: a case that was not measured has no summary
 */
export function summarize(samples: readonly Sample[], options: SummaryOptions): Summary {
  if (samples.length === 0) throw new RangeError('a summary needs at least one sample');
  const values = perDispatchNs(samples, options.timerId).map(observation => observation.ns);
  const estimate = medianEstimate(values, { order: options.order ?? 'measured' });
  const center = estimate.value;
  const stepNs = options.resolutionNs / resolvingDispatches(samples, options.timerId);
  const { low, high } = atLeastWidth(estimate, center, stepWidthNs({ samples, ...options }));
  const madNs = medianAbsoluteDeviation(values);
  const drift = options.order === 'sorted' ? 1 : Math.max(0, driftRatio(values));
  return {
    medianNs: Math.max(0, center),
    lowNs: Math.max(0, low),
    highNs: Math.max(0, high),
    madNs,
    minNs: Math.max(0, minimum(values)),
    sampleCount: samples.length,
    driftRatio: drift,
    flags: flagsOf(samples, values, { ...options, stepNs, center, madNs, drift }),
  };
}

/** 95 % half-width of the median ÷ median, what the stop rule looks at. Infinity where the median is 0. */
export function relativeHalfWidth(summary: Pick<Summary, 'medianNs' | 'lowNs' | 'highNs'>): number {
  return summary.medianNs > 0
    ? (summary.highNs - summary.lowNs) / 2 / summary.medianNs
    : Number.POSITIVE_INFINITY;
}

/** Whether a number may be read off these samples. @param centerNs median time of one execution */
export function isResolved(
  samples: readonly Sample[],
  { timerId, resolutionNs }: Pick<SummaryOptions, 'timerId' | 'resolutionNs'>,
  centerNs: number,
): boolean {
  const shownNs =
    timerId === 'wall'
      ? centerNs * resolvingDispatches(samples, timerId)
      : median(samples.map(sample => sample.totalNs));
  return centerNs > 0 && shownNs >= RESOLVED_STEPS * resolutionNs;
}

function flagsOf(
  samples: readonly Sample[],
  values: readonly number[],
  facts: SummaryOptions & { stepNs: number; center: number; madNs: number; drift: number },
): SummaryFlag[] {
  const flags: SummaryFlag[] = [];
  if (!isResolved(samples, facts, facts.center)) flags.push('unresolved');
  if (Math.abs(facts.drift - 1) > DRIFT) flags.push('drift');
  // Values one clock step apart are not a tail, even where most samples fall on the same tick.
  const limitNs = Math.max(TAIL_DEVIATIONS * NORMAL_MAD * facts.madNs, 1.5 * facts.stepNs);
  const tail = values.filter(value => Math.abs(value - facts.center) > limitNs).length;
  if (tail > TAIL_FRACTION * values.length) flags.push('heavy-tails');
  if (values.length < FEW_VALUES) flags.push('few-samples');
  return flags;
}

function minimum(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b));
}
