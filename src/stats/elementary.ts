/**
 * Logarithm and exponential from + − × ÷ only. Math.log and Math.exp may differ in the last bit between engines, and a
 * finding must come out the same wherever it is recomputed. Accurate to about 1e-15 relative.
 */

/** @param x positive and finite; NaN otherwise */
export function naturalLog(x: number): number {
  if (!(x > 0 && Number.isFinite(x))) return Number.NaN;
  let mantissa = x;
  let exponent = 0;
  for (; mantissa > Math.SQRT2; exponent++) mantissa /= 2;
  for (; mantissa < Math.SQRT2 / 2; exponent--) mantissa *= 2;
  // ln m = 2·artanh((m − 1) ÷ (m + 1)), with |s| ≤ 0.172.
  const s = (mantissa - 1) / (mantissa + 1);
  const square = s * s;
  let power = s;
  let sum = 0;
  for (let odd = 1; odd <= 27; odd += 2) {
    sum += power / odd;
    power *= square;
  }
  return 2 * sum + exponent * Math.LN2;
}

/** @param x between −700 and 700, where the result is an ordinary double */
export function exponential(x: number): number {
  const halvings = Math.round(x / Math.LN2);
  const rest = x - halvings * Math.LN2;
  let term = 1;
  let sum = 1;
  for (let i = 1; i <= 20; i++) {
    term *= rest / i;
    sum += term;
  }
  for (let i = 0; i < halvings; i++) sum *= 2;
  for (let i = 0; i > halvings; i--) sum /= 2;
  return sum;
}
