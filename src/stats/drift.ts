import { median } from './quantile.ts';

/** Median of the last third ÷ median of the first third; 1 for fewer than three values or a zero start. */
export function driftRatio(values: readonly number[]): number {
  const third = Math.floor(values.length / 3);
  if (third === 0) return 1;
  const first = median(values.slice(0, third));
  return first > 0 ? median(values.slice(-third)) / first : 1;
}
