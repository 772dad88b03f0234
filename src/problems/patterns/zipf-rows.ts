/**
 * Whole row lengths, longest first, that fall like rank^−exponent, as wholeRowLengths makes them.
 *
 * @param exponent a multiple of ¼, because powers of ¼ need square roots only, which every engine rounds alike
 */
export function zipfRowLengths(rowCount: number, limit: number, mean: number, exponent: number): Uint32Array {
  const weights = new Float64Array(rowCount);
  for (let row = 0; row < rowCount; row++) weights[row] = 1 / quarterPower(row + 1, 4 * exponent);
  return wholeRowLengths(weights, limit, mean);
}

/**
 * Whole row lengths in proportion to weights, which are positive and do not rise, none longer than `limit`, with the
 * given mean (exact to one nonzero in all). What the limit cuts off the longest rows goes to the others in proportion.
 */
export function wholeRowLengths(weights: Float64Array, limit: number, mean: number): Uint32Array {
  const rowCount = weights.length;
  const { cutRows, scale } = scaleToMean(weights, limit, mean);
  const lengths = new Uint32Array(rowCount);
  let total = 0;
  let wholeTotal = 0;
  for (let row = 0; row < rowCount; row++) {
    total += row < cutRows ? limit : scale * weights[row]!;
    lengths[row] = Math.min(limit, Math.round(total) - wholeTotal);
    wholeTotal += lengths[row]!;
  }
  return lengths;
}

/** The first `cutRows` rows have length `limit`, the others scale · weight ≤ limit. */
function scaleToMean(weights: Float64Array, limit: number, mean: number): { cutRows: number; scale: number } {
  let remainingWeight = 0;
  for (let row = weights.length - 1; row >= 0; row--) remainingWeight += weights[row]!;
  let remaining = mean * weights.length;
  for (let cutRows = 0; cutRows < weights.length; cutRows++) {
    const scale = remaining / remainingWeight;
    if (scale * weights[cutRows]! <= limit) return { cutRows, scale };
    remaining -= limit;
    remainingWeight -= weights[cutRows]!;
  }
  return { cutRows: weights.length, scale: 0 };
}

/** base^(quarters ÷ 4) */
function quarterPower(base: number, quarters: number): number {
  const root = Math.sqrt(Math.sqrt(base));
  let power = 1;
  for (let i = 0; i < quarters; i++) power *= root;
  return power;
}
