import { formatInterval } from '../../core/interval.ts';
import type { Share } from '../../core/record/finding.ts';

/** A number with its 95 % interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export const NOT_MEASURED: Share = { value: null, low: null, high: null };

/** Null where any part is not a number that can be printed or stored. */
export function finiteEstimate({ value, low, high }: Estimate): Estimate | null {
  return [value, low, high].every(Number.isFinite) ? { value, low, high } : null;
}

export function scaled(estimate: Estimate, factor: number): Estimate {
  return { value: estimate.value * factor, low: estimate.low * factor, high: estimate.high * factor };
}

/** "0.97 (0.95–0.99)". */
export function estimateText({ value, low, high }: Estimate, format?: (value: number) => string): string {
  return formatInterval(value, low, high, format);
}
