import { createRandom } from '../core/random.ts';
import { rankAutocorrelation, sortedIndices } from './autocorrelation.ts';
import { median, medianOfSorted, quantileOfSorted } from './quantile.ts';

/**
 * Interval of a median by moving-block bootstrap (Künsch 1989). Batches that follow one another share clock speed and
 * temperature (lag-1 correlation 0.2–0.6), so whole blocks of neighbours are resampled; a plain bootstrap would cover
 * 75–90 % instead of 95 %. Only + − × ÷ √ and a seeded integer generator: every engine gives the same bits.
 */

export const REPLICATES = 1000;

/** Fewer values than this have no bootstrap interval worth the name: their whole range is given instead. */
export const FEW_VALUES = 5;

const SEED = 0x5eed;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** `sorted`: the order of measurement is lost, so neighbours mean nothing and a plain bootstrap is all there is. */
export type SampleOrder = 'measured' | 'sorted';

export interface BootstrapOptions {
  readonly order?: SampleOrder;
  /** Different streams give independent replicates, for statistics of several lists. */
  readonly stream?: number;
}

export interface MedianEstimate extends Interval {
  readonly value: number;
  /** REPLICATES draws of the median. */
  readonly replicates: Float64Array;
}

/** Median with its 95 % interval, which contains it. NaN for an empty list. */
export function medianEstimate(values: ArrayLike<number>, options: BootstrapOptions = {}): MedianEstimate {
  const value = median(values);
  const replicates = bootstrapMedians(values, options);
  const { low, high } = values.length < FEW_VALUES ? rangeOf(values) : intervalOf(replicates);
  return { value, low: Math.min(low, value), high: Math.max(high, value), replicates };
}

/** 95 % interval of a statistic from its replicates. Infinite replicates stand for "beyond the end". */
export function intervalOf(replicates: ArrayLike<number>): Interval {
  const sorted = Float64Array.from(replicates).sort();
  return { low: quantileOfSorted(sorted, 0.025), high: quantileOfSorted(sorted, 0.975) };
}

/** The same interval, widened around the centre where it is narrower than `width`. */
export function atLeastWidth(interval: Interval, center: number, width: number): Interval {
  return {
    low: Math.min(interval.low, center - width / 2),
    high: Math.max(interval.high, center + width / 2),
  };
}

/**
 * Medians of REPLICATES resampled lists, already widened for what blocks of finite length miss (see `widening`).
 * Replicate i of one list and replicate i of another with a different stream are independent draws.
 */
export function bootstrapMedians(values: ArrayLike<number>, options: BootstrapOptions = {}): Float64Array {
  const count = values.length;
  const replicates = new Float64Array(REPLICATES);
  if (count === 0) return replicates.fill(Number.NaN);
  const correlation = options.order === 'sorted' ? 0 : rankAutocorrelation(values);
  const blockLength = blockLengthFor(count, correlation);
  const indices = sortedIndices(values);
  const sorted = Float64Array.from(indices, i => values[i]!);
  const rankOf = new Uint32Array(count);
  indices.forEach((index, rank) => {
    rankOf[index] = rank;
  });
  const center = medianOfSorted(sorted);
  const stretch = widening(count, blockLength, correlation);
  const random = createRandom(SEED, options.stream ?? 0);
  const drawn = new Uint32Array(count);
  const words = new Uint32Array(Math.ceil(count / blockLength));
  const scale = (count - blockLength + 1) * 2 ** -32;
  for (let r = 0; r < REPLICATES; r++) {
    drawn.fill(0);
    random.fillUint32(words);
    for (let block = 0, filled = 0; filled < count; block++) {
      const start = Math.floor(words[block]! * scale);
      const end = start + Math.min(blockLength, count - filled);
      for (let i = start; i < end; i++) drawn[rankOf[i]!]!++;
      filled += end - start;
    }
    replicates[r] = center + stretch * (medianOfCounts(sorted, drawn) - center);
  }
  return replicates;
}

/** Median of the multiset that holds sorted[i] counts[i] times. @param counts sum to sorted.length */
function medianOfCounts(sorted: Float64Array, counts: Uint32Array): number {
  const lowerRank = (sorted.length - 1) >> 1;
  const upperRank = sorted.length >> 1;
  let seen = 0;
  let lower = Number.NaN;
  for (let i = 0; i < sorted.length; i++) {
    if (counts[i] === 0) continue;
    const before = seen;
    seen += counts[i]!;
    if (before <= lowerRank && seen > lowerRank) lower = sorted[i]!;
    if (seen > upperRank) return (lower + sorted[i]!) / 2;
  }
  return lower;
}

/**
 * Smallest length ≥ (6ρ² ÷ (1 − ρ²)² · n)^⅓, the optimum for a first-order autoregression (Andrews 1991; Carlstein
 * 1986), at most n ÷ 4. Found by counting up, since Math.cbrt differs between engines.
 */
function blockLengthFor(count: number, correlation: number): number {
  const remainder = 1 - correlation * correlation;
  const cube = (6 * correlation * correlation * count) / (remainder * remainder);
  const longest = Math.max(1, Math.floor(count / 4));
  let length = 1;
  while (length * length * length < cube && length < longest) length++;
  return length;
}

/**
 * Blocks of length l out of n see the fraction 1 − l ÷ n of the variance, and of the autocovariances only those up to
 * lag l, tapered: for a first-order autoregression the missing factor is known. 1 + 2 ÷ n stands for Student's t.
 */
function widening(count: number, blockLength: number, correlation: number): number {
  let seen = 1;
  let power = 1;
  for (let lag = 1; lag < blockLength; lag++) {
    power *= correlation;
    seen += 2 * (1 - lag / blockLength) * power;
  }
  const whole = (1 + correlation) / (1 - correlation);
  const shortness = blockLength < count ? count / (count - blockLength) : 1;
  return Math.sqrt((shortness * whole) / seen) * (1 + 2 / count);
}

function rangeOf(values: ArrayLike<number>): Interval {
  if (values.length === 0) return { low: Number.NaN, high: Number.NaN };
  const sorted = Float64Array.from(values).sort();
  return { low: sorted[0]!, high: sorted[sorted.length - 1]! };
}
