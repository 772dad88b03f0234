import { createRandom } from '../core/random.ts';
import type { TimerId } from '../core/record/record.ts';
import type { Sample } from '../core/record/sample.ts';
import {
  atLeastWidth,
  bootstrapMedians,
  FEW_VALUES,
  intervalOf,
  medianEstimate,
  type SampleOrder,
} from './bootstrap.ts';
import { type Observation, perDispatchNs, stepWidthNs } from './per-dispatch.ts';
import { median } from './quantile.ts';

const SPREAD_SEED = 0x57e9;

/** What a comparison needs of a record; OkRecord fits. */
export interface Timed {
  readonly samples: readonly Sample[];
  readonly timerId: TimerId;
  readonly resolutionNs: number;
  readonly sampleOrder?: SampleOrder;
}

/** Time of a ÷ time of b. */
export interface RatioEstimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Rounds: those that both share where paired, else of the side with fewer. */
  readonly count: number;
  /** False: a and b ran at different times, so what drifts between them is in the ratio, and not in the interval. */
  readonly paired: boolean;
  /** REPLICATES draws of the ratio, all over 0, for statistics built on several ratios. */
  readonly replicates: ArrayLike<number>;
}

/**
 * Median of T_a ÷ T_b over the (group, round)s that both share, with 95 % moving-block bootstrap interval. A round runs
 * A B B A, so that the two a's and the two b's (their medians are compared) have the same mean position in time.
 * Null without a common (group, round), and where a time is not positive.
 * @param stream of the bootstrap, see BootstrapOptions
 */
export function pairedRatio(a: Timed, b: Timed, stream = 0): RatioEstimate | null {
  const pairs = pairRatios(perDispatchNs(a.samples, a.timerId), perDispatchNs(b.samples, b.timerId));
  if (pairs.length === 0) return null;
  const { value, low, high, replicates } = medianEstimate(
    pairs.map(({ ratio }) => ratio),
    { stream },
  );
  const positive = replicates.map(ratio => (ratio > 0 ? ratio : value));
  return finish(
    { a, b, value, interval: { low, high }, replicates: positive, stream },
    roundCount(pairs),
    true,
  );
}

/** The value of pairedRatio alone. */
export function pairedRatioValue(a: Timed, b: Timed): number | null {
  const pairs = pairRatios(perDispatchNs(a.samples, a.timerId), perDispatchNs(b.samples, b.timerId));
  return pairs.length === 0 ? null : median(pairs.map(({ ratio }) => ratio));
}

/** The value of ratioOfMedians alone. */
export function ratioOfMediansValue(a: Timed, b: Timed): number | null {
  const value = median(timesNs(a)) / median(timesNs(b));
  return value > 0 && Number.isFinite(value) ? value : null;
}

/** Median of a ÷ median of b, each resampled by itself. Null where one side is empty or not positive. */
export function ratioOfMedians(a: Timed, b: Timed, stream = 0): RatioEstimate | null {
  const [ofA, ofB] = [perDispatchNs(a.samples, a.timerId), perDispatchNs(b.samples, b.timerId)];
  const [numerator, denominator] = [ofA.map(({ ns }) => ns), ofB.map(({ ns }) => ns)];
  const value = ratioOfMediansValue(a, b);
  if (value === null) return null;
  const above = bootstrapMedians(numerator, { order: a.sampleOrder ?? 'measured', stream: 2 * stream });
  const below = bootstrapMedians(denominator, { order: b.sampleOrder ?? 'measured', stream: 2 * stream + 1 });
  const replicates = above.map((ns, i) => positiveRatio(ns, below[i]!, value));
  const isFew = Math.min(numerator.length, denominator.length) < FEW_VALUES;
  const interval = isFew ? extremeRatios(numerator, denominator) : intervalOf(replicates);
  const count = Math.min(roundCount(ofA), roundCount(ofB));
  return finish({ a, b, value, interval, replicates, stream }, count, false);
}

/** Paired where the two were measured in common rounds, else the ratio of their medians. */
export function timeRatio(a: Timed, b: Timed, stream = 0): RatioEstimate | null {
  return pairedRatio(a, b, stream) ?? ratioOfMedians(a, b, stream);
}

interface Draft {
  readonly a: Timed;
  readonly b: Timed;
  readonly value: number;
  readonly interval: { readonly low: number; readonly high: number };
  readonly replicates: ArrayLike<number>;
  readonly stream: number;
}

/** Keeps the interval around the value and at least as wide as the clock steps of both sides allow. */
function finish(draft: Draft, count: number, paired: boolean): RatioEstimate {
  const { value, interval } = draft;
  const width = value * (relativeStep(draft.a) + relativeStep(draft.b));
  const widened = atLeastWidth(interval, value, width);
  return {
    value,
    low: Math.max(0, Math.min(widened.low, value)),
    high: Math.max(widened.high, value),
    count,
    paired,
    replicates: spread(draft.replicates, value, interval, width, draft.stream),
  };
}

/** What is built on the draws must not be surer than the clock either: they are stretched as their interval was. */
function spread(
  replicates: ArrayLike<number>,
  value: number,
  { low, high }: Draft['interval'],
  width: number,
  stream: number,
): ArrayLike<number> {
  if (high - low >= width) return replicates;
  const random = createRandom(SPREAD_SEED, stream);
  return Float64Array.from(replicates, ratio => {
    // Draws that all fall on one tick have no shape to stretch.
    const off = high > low ? (ratio - value) / (high - low) : random.unit() - 0.5;
    return Math.max(value + width * off, Number.MIN_VALUE);
  });
}

/** The least and the most that any two single times allow. */
function extremeRatios(numerator: readonly number[], denominator: readonly number[]): Draft['interval'] {
  const [least, most] = [Math.min(...denominator), Math.max(...denominator)];
  return {
    low: Math.min(...numerator) / most,
    high: least > 0 ? Math.max(...numerator) / least : Number.POSITIVE_INFINITY,
  };
}

function roundCount(observations: readonly { readonly round: number }[]): number {
  return new Set(observations.map(({ round }) => round)).size;
}

interface Pair {
  readonly round: number;
  readonly ratio: number;
}

function pairRatios(a: readonly Observation[], b: readonly Observation[]): readonly Pair[] {
  const denominators = byRoundAndGroup(b);
  const pairs: Pair[] = [];
  for (const [key, { round, times }] of byRoundAndGroup(a)) {
    const others = denominators.get(key);
    if (others === undefined) continue;
    const ratio = median(times) / median(others.times);
    if (ratio > 0 && Number.isFinite(ratio)) pairs.push({ round, ratio });
  }
  return pairs;
}

interface RoundTimes {
  readonly round: number;
  /** ns. */
  readonly times: number[];
}

function byRoundAndGroup(observations: readonly Observation[]): ReadonlyMap<string, RoundTimes> {
  const rounds = new Map<string, RoundTimes>();
  for (const { round, group, ns } of observations) {
    const key = `${round} ${group}`;
    const known = rounds.get(key);
    if (known) known.times.push(ns);
    else rounds.set(key, { round, times: [ns] });
  }
  return rounds;
}

function timesNs(timed: Timed): readonly number[] {
  return perDispatchNs(timed.samples, timed.timerId).map(observation => observation.ns);
}

function relativeStep(timed: Timed): number {
  const center = median(timesNs(timed));
  return center > 0 ? stepWidthNs(timed) / center : 0;
}

/** Replicates of badly resolved times may touch 0; such a draw says nothing, so the value stands in. */
function positiveRatio(numerator: number, denominator: number, value: number): number {
  return numerator > 0 && denominator > 0 ? numerator / denominator : value;
}
