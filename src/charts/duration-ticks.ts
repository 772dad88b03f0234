import { ticks } from 'd3';
import { durationColumn } from '../core/units.ts';

/** Ticks of a linear axis of durations, and the unit that all of them share. */
export interface DurationTicks {
  readonly unit: string;
  /** Labels tell neighbours apart, however close they lie. */
  readonly ticks: readonly { readonly ns: number; readonly label: string }[];
}

export function durationTicks(lowNs: number, highNs: number, count: number): DurationTicks {
  const values = ticks(lowNs, highNs, count);
  const { unit, divisor } = durationColumn(values);
  const [first = 0, second = first + divisor] = values;
  // Steps are 1, 2 or 5 times a power of ten; the small share keeps 0.0999… from becoming two digits.
  const digits = Math.max(0, -Math.floor(Math.log10((second - first) / divisor) + 1e-6));
  return { unit, ticks: values.map(ns => ({ ns, label: (ns / divisor).toFixed(digits) })) };
}
