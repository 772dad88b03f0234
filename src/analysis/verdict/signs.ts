import type { Finding } from '../../core/record/finding.ts';
import { isShort } from '../evidence/beyond-launch.ts';
import type { Estimate } from '../evidence/estimate.ts';
import { THRESHOLDS } from '../evidence/thresholds.ts';

/** What is known of one case. */
export interface Evidence {
  /** Too few rounds of the case for an interval: nothing is concluded. */
  readonly tooFewRounds: boolean;
  readonly bandwidth: Estimate | null;
  readonly compute: Estimate | null;
  readonly dispatch: Estimate | null;
  /** Of the judged case; null where there is none. */
  readonly timeNs: number | null;
  /** E1. */
  readonly roof: Finding;
  /** E3. */
  readonly bytes: Finding;
  /** E4. */
  readonly flops: Finding;
  /** E5. */
  readonly batches: Finding;
  /** E6. */
  readonly dilution: Finding;
  /** E8. */
  readonly latency: Finding;
}

const { regimeShare } = THRESHOLDS;

export function isSupported({ status }: Finding): boolean {
  return status === 'supported';
}

export function isRefuted({ status }: Finding): boolean {
  return status === 'refuted';
}

export function isLarge(share: Estimate | null): boolean {
  return share !== null && share.low >= regimeShare;
}

export function isSmall(share: Estimate | null): boolean {
  return isUnder(share, regimeShare);
}

export function isUnder(share: Estimate | null, limit: number): boolean {
  return share !== null && share.high < limit;
}

/** Shorter than leastLaunchTimes of its launches: too much of every time is launching to tell what the rest waits for. */
export function isShortProduct({ dispatch, timeNs }: Evidence): boolean {
  return dispatch !== null && timeNs !== null && isShort(timeNs, dispatch.value * timeNs);
}

/**
 * Share of the time that is memory's, at the least. Halving the traffic saves half of it, and of what waits for answers of
 * memory too: that share is what halving the loads in flight adds (E8, none where it was not measured). Both are of the
 * time without launching. 0 where E6 has no interval.
 */
export function memoryShare({ dilution, latency, dispatch }: Evidence): number {
  if (dilution.high === null || dispatch === null) return 0;
  const saved = 2 * (1 - dilution.high);
  const waited = Math.max(0, (latency.high ?? 1) - 1);
  return (saved - waited) * (1 - dispatch.high);
}
