import type { Ceiling } from '../../core/record/finding.ts';
import type { BenchRecord, OkRecord } from '../../core/record/record.ts';
import { perSecond } from '../../core/units.ts';
import { isHost, usableRecords } from '../evidence/usable.ts';
import { shareValue } from '../experiments/shares.ts';

/** A column of figures: one number read off a record, in `<id>.metric.ts`. */
export interface Metric {
  readonly id: string;
  readonly label: string;
  /** "ns", "FLOP/s", "B/s", "FLOP/B"; empty for a plain ratio. */
  readonly unit: string;
  /** Which way is better; `neither` for a property of the problem. */
  readonly direction: 'lower' | 'higher' | 'neither';
  /** Null where the record cannot say: unresolved, no such work, no such ceiling. Ratios are not clamped. */
  of(record: OkRecord, run: MeasuredRun): number | null;
}

/** What a record is seen beside. */
export interface MeasuredRun {
  readonly records: readonly BenchRecord[];
  readonly ceilings: readonly Ceiling[];
}

/** `amount` a second at the median; null for an unresolved record or nothing to count. */
export function rateOf(record: OkRecord, amount: number): number | null {
  const ns = resolvedNs(record);
  return ns === null || !(amount > 0) ? null : perSecond(amount, ns);
}

/** Median time of one execution; null where the clock cannot resolve it. */
export function resolvedNs(record: OkRecord): number | null {
  const { medianNs, flags } = record.summary;
  return medianNs > 0 && Number.isFinite(medianNs) && !flags.includes('unresolved') ? medianNs : null;
}

/**
 * Share of its time that the resource's probe explains, as the verdict counts it: in common rounds where there are some.
 * Null for host rows, which do not run on the device that the probe ran on.
 */
export function fractionOf(record: OkRecord, run: MeasuredRun, id: 'read' | 'fma'): number | null {
  if (resolvedNs(record) === null || isHost(record)) return null;
  return shareValue(id, record, usableRecords(run.records), run.ceilings);
}
