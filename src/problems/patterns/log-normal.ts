/** What a standard normal number exceeds with probability 2^−1, 2^−2 … 2^−28. */
const EXCEEDED = [
  0, 0.6745, 1.1503, 1.5341, 1.8627, 2.1539, 2.4176, 2.6601, 2.8856, 3.0973, 3.2972, 3.4871, 3.6683, 3.8419,
  4.0088, 4.1696, 4.3249, 4.4753, 4.6212, 4.763, 4.901, 5.0354, 5.1666, 5.2947, 5.42, 5.5426, 5.6627, 5.7804,
];

/**
 * What a standard normal number exceeds with the given probability, at most 0.03 too far from 0: linear between the
 * table's entries, and no further out than its last.
 */
export function normalExceeded(probability: number): number {
  if (probability > 0.5) return -normalExceeded(1 - probability);
  let relative = 2 * probability;
  let entry = 0;
  while (relative <= 0.5 && entry < EXCEEDED.length - 1) {
    relative *= 2;
    entry++;
  }
  const near = EXCEEDED[entry]!;
  const far = EXCEEDED[entry + 1] ?? near;
  return near + (far - near) * 2 * (1 - relative);
}

/** e^x to eight digits for |x| ≤ 12, because engines round Math.exp differently. */
export function exponential(x: number): number {
  const part = x / 1024;
  let power = 1 + part * (1 + (part / 2) * (1 + (part / 3) * (1 + part / 4)));
  for (let i = 0; i < 10; i++) power *= power;
  return power;
}

/** The quantiles of a log-normal distribution of median 1, largest first. @param spread deviation of the logarithm */
export function logNormalWeights(count: number, spread: number): Float64Array {
  const weights = new Float64Array(count);
  for (let rank = 0; rank < count; rank++) {
    weights[rank] = exponential(spread * normalExceeded((rank + 0.5) / count));
  }
  return weights;
}
