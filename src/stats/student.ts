/** Student's t with a whole number of degrees of freedom, by the finite series of Abramowitz & Stegun 26.7.3 and 26.7.4. */

/** More degrees than this are taken for this many: the interval is then 0.6 % wider than a normal one. */
export const MOST_DEGREES = 200;

/** P(|T| > |t|). @param degrees at least 1; a fraction is cut off, which is the cautious side */
export function twoSidedP(t: number, degrees: number): number {
  if (Number.isNaN(t)) return Number.NaN;
  if (!Number.isFinite(t)) return 0;
  return Math.max(0, 1 - within(Math.abs(t), wholeDegrees(degrees)));
}

/** The t that |T| stays under with this probability. @param level in (0, 1), such as 0.95 */
export function studentQuantile(level: number, degrees: number): number {
  const whole = wholeDegrees(degrees);
  let [low, high] = [0, 1];
  while (within(high, whole) < level) high *= 2;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (within(middle, whole) < level) low = middle;
    else high = middle;
  }
  return high;
}

/** P(|T| ≤ t). */
function within(t: number, degrees: number): number {
  const cosSquared = degrees / (degrees + t * t);
  const sin = t / Math.sqrt(degrees + t * t);
  const cos = Math.sqrt(cosSquared);
  const isOdd = degrees % 2 === 1;
  let term = isOdd ? cos : 1;
  let sum = degrees === 1 ? 0 : term;
  for (let k = isOdd ? 3 : 2; k <= degrees - 2; k += 2) {
    term *= ((k - 1) / k) * cosSquared;
    sum += term;
  }
  return isOdd ? (2 / Math.PI) * (Math.atan2(sin, cos) + sin * sum) : sin * sum;
}

function wholeDegrees(degrees: number): number {
  return Math.min(MOST_DEGREES, Math.max(1, Math.floor(degrees)));
}
