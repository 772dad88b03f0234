/**
 * Lag-1 autocorrelation of the ranks (Spearman's, tied values share their mean rank), so that one stall of the device
 * does not hide the dependence between the other samples. Corrected for the bias −(1 + 3ρ) ÷ n of a short series.
 * In [0, 0.8]: negative dependence only makes intervals too wide, and above 0.8 no interval is worth the name.
 */
export function rankAutocorrelation(values: ArrayLike<number>): number {
  const count = values.length;
  if (count < 5) return 0;
  const ranks = meanRanks(values);
  const center = (count - 1) / 2;
  let variance = 0;
  let covariance = 0;
  for (let i = 0; i < count; i++) {
    const deviation = ranks[i]! - center;
    variance += deviation * deviation;
    if (i > 0) covariance += deviation * (ranks[i - 1]! - center);
  }
  if (variance === 0) return 0;
  const corrected = ((count * covariance) / variance + 1) / (count - 3);
  return Math.min(0.8, Math.max(0, corrected));
}

/** Positions in ascending order, from 0; equal values share the mean of theirs. */
function meanRanks(values: ArrayLike<number>): Float64Array {
  const order = sortedIndices(values);
  const ranks = new Float64Array(order.length);
  for (let begin = 0; begin < order.length; ) {
    let end = begin + 1;
    while (end < order.length && values[order[end]!] === values[order[begin]!]) end++;
    for (let i = begin; i < end; i++) ranks[order[i]!] = (begin + end - 1) / 2;
    begin = end;
  }
  return ranks;
}

/** Indices of the values in ascending order; equal values keep their order. */
export function sortedIndices(values: ArrayLike<number>): Uint32Array {
  return Uint32Array.from({ length: values.length }, (_, i) => i).sort(
    (i, j) => values[i]! - values[j]! || i - j,
  );
}
