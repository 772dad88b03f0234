import { type Interval, intervalOf, REPLICATES } from './bootstrap.ts';

/** One measured size: `ns` for `amount` (bytes), with bootstrap draws of `ns` (REPLICATES of them). */
export interface TimedAmount {
  readonly amount: number;
  readonly ns: number;
  readonly replicates: ArrayLike<number>;
}

/** T = interceptNs + amount × nsPerUnit. */
export interface Line {
  readonly interceptNs: number;
  readonly nsPerUnit: number;
}

export interface LineFit extends Line {
  readonly intercept: Interval;
  /** Draws of interceptNs; none where no draw has a line. */
  readonly intercepts: readonly number[];
  /** Amount at which the intercept is half of the time: interceptNs ÷ nsPerUnit. Infinite where time does not grow. */
  readonly halfAmount: number;
  readonly half: Interval;
  /** Largest |fitted ÷ measured − 1|: how far from a line the points are. */
  readonly worstResidual: number;
}

/**
 * Relative least squares: minimises Σ((fitted − measured) ÷ measured)², so that the shortest times, which carry the
 * intercept, weigh as much as the longest. Intercept and slope are kept at 0 or above (a launch cannot take negative
 * time). Null with fewer than two different amounts or a time that is not positive.
 */
export function fitLine(points: readonly { readonly amount: number; readonly ns: number }[]): Line | null {
  let w = 0;
  let wx = 0;
  let wxx = 0;
  let wy = 0;
  let wxy = 0;
  for (const { amount, ns } of points) {
    if (!(ns > 0)) return null;
    const weight = 1 / (ns * ns);
    w += weight;
    wx += weight * amount;
    wxx += weight * amount * amount;
    wy += weight * ns;
    wxy += weight * amount * ns;
  }
  const determinant = w * wxx - wx * wx;
  if (!(determinant > 1e-12 * w * wxx)) return null;
  const interceptNs = (wxx * wy - wx * wxy) / determinant;
  const nsPerUnit = (w * wxy - wx * wy) / determinant;
  if (interceptNs < 0) return { interceptNs: 0, nsPerUnit: wxy / wxx };
  if (nsPerUnit < 0) return { interceptNs: wy / w, nsPerUnit: 0 };
  return { interceptNs, nsPerUnit };
}

/** The same with 95 % intervals: replicate i of the line goes through replicate i of every point. */
export function fitLineWithIntervals(points: readonly TimedAmount[]): LineFit | null {
  const line = fitLine(points);
  if (line === null) return null;
  const intercepts: number[] = [];
  const halves: number[] = [];
  for (let r = 0; r < REPLICATES; r++) {
    const draw = fitLine(
      points.map(({ amount, replicates }) => ({ amount, ns: replicates[r] ?? Number.NaN })),
    );
    if (draw === null) continue;
    intercepts.push(draw.interceptNs);
    halves.push(halfAmountOf(draw));
  }
  const halfAmount = halfAmountOf(line);
  return {
    ...line,
    intercept: around(intervalOf(intercepts), line.interceptNs),
    intercepts,
    halfAmount,
    half: around(intervalOf(halves), halfAmount),
    worstResidual: worstResidual(line, points),
  };
}

/** Largest |fitted ÷ measured − 1|. */
export function worstResidual(line: Line, points: readonly Pick<TimedAmount, 'amount' | 'ns'>[]): number {
  return points.reduce((worst, { amount, ns }) => {
    const fitted = line.interceptNs + amount * line.nsPerUnit;
    return Math.max(worst, Math.abs(fitted / ns - 1));
  }, 0);
}

function halfAmountOf(line: Line): number {
  return line.nsPerUnit > 0 ? line.interceptNs / line.nsPerUnit : Number.POSITIVE_INFINITY;
}

function around(interval: Interval, value: number): Interval {
  if (Number.isNaN(interval.low)) return { low: value, high: value };
  return { low: Math.min(interval.low, value), high: Math.max(interval.high, value) };
}
