/** Quantiles of plain lists. An empty list gives NaN: callers ask first whether there is anything to summarise. */

/** Middle value; the mean of the two middle values of an even-sized list. */
export function median(values: ArrayLike<number>): number {
  return medianOfSorted(ascending(values));
}

/** Median absolute deviation from the median, unscaled: multiply by 1.4826 to compare with a normal deviation. */
export function medianAbsoluteDeviation(values: ArrayLike<number>): number {
  const center = median(values);
  return median(Float64Array.from(values, value => Math.abs(value - center)));
}

/**
 * Linear interpolation between order statistics, so that the quantile at one half is the median.
 * @param sorted ascending; infinite ends are allowed (a quantile beside one is then infinite, never NaN)
 * @param p in [0, 1]
 */
export function quantileOfSorted(sorted: ArrayLike<number>, p: number): number {
  if (sorted.length === 0) return Number.NaN;
  const position = p * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  const weight = position - below;
  // From −∞ there is no straight line to anywhere.
  const isStep = weight === 0 || low === high || low === Number.NEGATIVE_INFINITY;
  return isStep ? low : low + weight * (high - low);
}

export function medianOfSorted(sorted: ArrayLike<number>): number {
  const count = sorted.length;
  if (count === 0) return Number.NaN;
  return count % 2 === 1 ? sorted[(count - 1) / 2]! : (sorted[count / 2 - 1]! + sorted[count / 2]!) / 2;
}

function ascending(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values).sort();
}
