import { intervalOf, REPLICATES } from '../../stats/bootstrap.ts';
import { exponential, naturalLog } from '../../stats/elementary.ts';
import { isotonicFit } from '../../stats/isotonic.ts';
import { THRESHOLDS } from '../evidence/thresholds.ts';

/** Ratio of times at one density, with REPLICATES draws of it. */
export interface RatioAtDensity {
  readonly density: number;
  readonly ratio: number;
  readonly replicates: ArrayLike<number>;
}

export interface CrossingResult {
  readonly status: 'crosses' | 'none' | 'unclear' | 'not monotone';
  /** Density at which the fitted ratio is 1; an end is null where replicates leave the measured range there. */
  readonly crossing: {
    readonly value: number;
    readonly low: number | null;
    readonly high: number | null;
  } | null;
  /** Measured densities on both sides of the crossing. */
  readonly bracket: readonly [number, number] | null;
  /** Every density at which the measured ratios, unfitted, pass 1. */
  readonly rawCrossings: readonly number[];
}

/**
 * Where the ratio passes 1: isotonic fit of its logarithm against density, solved by straight lines between the points
 * in log–log. The interval re-solves every replicate; replicates without a crossing lie beyond one of the ends.
 * @param points at least two, by ascending density, all positive
 */
export function solveCrossing(points: readonly RatioAtDensity[]): CrossingResult {
  const xs = points.map(point => naturalLog(point.density));
  const measured = points.map(point => naturalLog(point.ratio));
  const fitted = isotonicFit(measured);
  const solved = solve(xs, fitted);
  const draws = drawCrossings(xs, points);
  const rawCrossings = crossingsOf(xs, measured).map(exponential);
  const share = (count: number): number => count / REPLICATES;
  if (share(draws.severalCount) > THRESHOLDS.crossoverNotMonotoneShare) {
    const crossing = Number.isFinite(solved)
      ? { value: exponential(solved), ...widest(intervalOf(draws.places), rawCrossings) }
      : null;
    return { status: 'not monotone', crossing: ordered(crossing), bracket: null, rawCrossings };
  }
  if (!Number.isFinite(solved)) {
    const clear = share(draws.crossingCount) <= THRESHOLDS.crossoverNotMonotoneShare;
    return { status: clear ? 'none' : 'unclear', crossing: null, bracket: null, rawCrossings };
  }
  const { low, high } = intervalOf(draws.places);
  const above = fitted.findIndex(value => value > 0);
  return {
    status: 'crosses',
    crossing: ordered({ value: exponential(solved), low: densityOrNull(low), high: densityOrNull(high) }),
    bracket: [points[Math.max(0, above - 1)]!.density, points[above]!.density],
    rawCrossings,
  };
}

/** Of the two whose times make a ratio. */
export type Side = 'first' | 'second';

/** Which of the two is the faster at every place; null where medians lie on both sides, though a line through them crosses nowhere. */
export function fasterThroughout(ratios: readonly number[]): Side | null {
  if (ratios.every(ratio => ratio < 1)) return 'first';
  return ratios.every(ratio => ratio > 1) ? 'second' : null;
}

interface Draws {
  /** Log densities; −∞ and +∞ beyond the ends. */
  readonly places: readonly number[];
  readonly crossingCount: number;
  /** Replicates whose unfitted ratios pass 1 more than once, or downwards. */
  readonly severalCount: number;
}

function drawCrossings(xs: readonly number[], points: readonly RatioAtDensity[]): Draws {
  const places: number[] = [];
  let crossingCount = 0;
  let severalCount = 0;
  for (let r = 0; r < REPLICATES; r++) {
    const ys = points.map(({ replicates, ratio }) => naturalLog(replicates[r]! > 0 ? replicates[r]! : ratio));
    const place = solve(xs, isotonicFit(ys));
    places.push(place);
    if (Number.isFinite(place)) crossingCount++;
    if (signChanges(ys) > (ys[0]! <= 0 ? 1 : 0)) severalCount++;
  }
  return { places, crossingCount, severalCount };
}

/** Log density where a non-decreasing line passes 0; +∞ if it stays at or below, −∞ if it is above from the start. */
function solve(xs: readonly number[], fitted: readonly number[]): number {
  const above = fitted.findIndex(value => value > 0);
  if (above === -1) return Number.POSITIVE_INFINITY;
  if (above === 0) return Number.NEGATIVE_INFINITY;
  return between(xs, fitted, above);
}

function crossingsOf(xs: readonly number[], ys: readonly number[]): readonly number[] {
  return ys.flatMap((y, i) => (i > 0 && y > 0 !== ys[i - 1]! > 0 ? [between(xs, ys, i)] : []));
}

function signChanges(ys: readonly number[]): number {
  return ys.filter((y, i) => i > 0 && y > 0 !== ys[i - 1]! > 0).length;
}

/** Straight line between points i − 1 and i, which lie on different sides of 0. */
function between(xs: readonly number[], ys: readonly number[], i: number): number {
  const [x0, x1, y0, y1] = [xs[i - 1]!, xs[i]!, ys[i - 1]!, ys[i]!];
  return x0 + ((x1 - x0) * (0 - y0)) / (y1 - y0);
}

/** The replicates' interval, widened to every crossing of the unfitted line. Noise alone can look like several crossings. */
function widest(
  { low, high }: { readonly low: number; readonly high: number },
  rawCrossings: readonly number[],
): { readonly low: number | null; readonly high: number | null } {
  const [lowest, highest] = [densityOrNull(low), densityOrNull(high)];
  return {
    low: lowest === null ? null : Math.min(lowest, ...rawCrossings),
    high: highest === null ? null : Math.max(highest, ...rawCrossings),
  };
}

function densityOrNull(logDensity: number): number | null {
  return Number.isFinite(logDensity) ? exponential(logDensity) : null;
}

/** Keeps the value inside its interval. */
function ordered(crossing: CrossingResult['crossing']): CrossingResult['crossing'] {
  if (crossing === null) return null;
  const { value, low, high } = crossing;
  return {
    value,
    low: low === null ? null : Math.min(low, value),
    high: high === null ? null : Math.max(high, value),
  };
}
