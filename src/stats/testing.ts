import type { Random } from '../core/random.ts';
import type { Sample } from '../core/record/sample.ts';

/** Roughly normal, mean 0, variance 1: the sum of twelve uniforms. */
export function normal(random: Random): number {
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += random.unit();
  return sum;
}

/** A stationary first-order autoregression around 0 with innovations of variance 1. */
export function autoregression(random: Random, count: number, correlation: number): number[] {
  let value = normal(random) / Math.sqrt(1 - correlation * correlation);
  return Array.from({ length: count }, () => {
    const current = value;
    value = correlation * value + normal(random);
    return current;
  });
}

/** One sample of `dispatches` for each time of one execution, a round each. */
export function samplesOf(timesNs: readonly number[], dispatches = 1, group = 'g'): Sample[] {
  return timesNs.map((ns, i) => ({
    index: i,
    round: i,
    group,
    startedAtMs: i,
    totalNs: ns * dispatches,
    dispatches,
  }));
}
