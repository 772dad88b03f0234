import type { Estimate } from '../analysis/evidence/estimate.ts';
import type { Share } from '../core/record/finding.ts';
import { formatNumber, siColumn } from '../core/units.ts';

/** Numbers in sentences of the answer: value and unit first, then the interval in the same unit. */

/** "3.60 TB/s (3.59–3.61)". */
export function rateText(estimate: Estimate, unit: string): string {
  const { divisor, prefix } = siColumn([estimate.value]);
  return intervalText(estimate, divisor, ` ${prefix}${unit}`);
}

/** "99.6 % (99.5–99.7)". */
export function percentText(estimate: Estimate): string {
  return intervalText(estimate, 0.01, ' %');
}

/** "826 (825–827)". */
export function numberText(estimate: Estimate): string {
  return intervalText(estimate, 1, '');
}

/** "19.2× (17.1–21.3)". */
export function timesText(estimate: Estimate): string {
  return intervalText(estimate, 1, '×');
}

function intervalText({ value, low, high }: Estimate, divisor: number, unit: string): string {
  const [shown, from, to] = [value, low, high].map(number => formatNumber(number / divisor));
  return `${shown}${unit} (${from}–${to})`;
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
