import type { Ceiling } from '../../core/record/finding.ts';
import type { OkRecord } from '../../core/record/record.ts';
import { perSecond } from '../../core/units.ts';
import { isHost } from '../evidence/usable.ts';

/** A column of figures: one number read off a record, in `<id>.metric.ts`. */
export interface Metric {
  readonly id: string;
  readonly label: string;
  /** "ns", "FLOP/s", "B/s", "FLOP/B"; empty for a plain ratio. */
  readonly unit: string;
  /** Which way is better; `neither` for a property of the problem. */
  readonly direction: 'lower' | 'higher' | 'neither';
  /** Null where the record cannot say: unresolved, no such work, no such ceiling. Ratios are not clamped. */
  of(record: OkRecord, ceilings: readonly Ceiling[]): number | null;
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

/** Rate ÷ ceiling; null for host rows, which do not run on the device that the ceiling is of. */
export function fractionOf(
  record: OkRecord,
  rate: number | null,
  ceilings: readonly Ceiling[],
  id: 'read' | 'fma',
): number | null {
  const ceiling = ceilings.find(candidate => candidate.id === id);
  if (rate === null || isHost(record) || ceiling === undefined || !(ceiling.value > 0)) return null;
  return rate / ceiling.value;
}
