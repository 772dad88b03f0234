import { type Estimate, estimateText } from '../analysis/evidence/estimate.ts';
import { formatInterval } from '../core/interval.ts';
import type { Share } from '../core/record/finding.ts';
import { formatNumber, formatShare, formatSi } from '../core/units.ts';

/** "3.60 TB/s (3.59–3.61)". */
export function rateText(estimate: Estimate, unit: 'B/s' | 'FLOP/s'): string {
  return estimateText(estimate, value => formatSi(value, unit));
}

/** "99.6 % (99.5–99.7)". */
export function percentText(estimate: Estimate): string {
  return estimateText(estimate, formatShare);
}

/** "19.2× (17.1–21.3)". */
export function timesText({ value, low, high }: Estimate): string {
  return formatInterval(value, low, high, number => `${formatNumber(number)} ×`).replace(' ×', '×');
}

/** Null where it was not measured; an end that is open stands at the value. */
export function estimateOf({ value, low, high }: Share): Estimate | null {
  return value === null ? null : { value, low: low ?? value, high: high ?? value };
}

/** "bytes", "bytes and batch", "roof, bytes and batch". */
export function listText(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

export function capitalised(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
