/**
 * Smallest positive step between consecutive readings of a clock, in the unit of the readings; null where it never
 * moved forward. Steps back (a clock reset between submissions) are ignored.
 */
export function smallestPositiveStep(readings: readonly number[]): number | null {
  let smallest = Number.POSITIVE_INFINITY;
  for (let i = 1; i < readings.length; i++) {
    const step = readings[i]! - readings[i - 1]!;
    if (step > 0 && step < smallest) smallest = step;
  }
  return Number.isFinite(smallest) ? smallest : null;
}
