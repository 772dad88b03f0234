import type { CeilingId, CeilingKind, CeilingPoint } from '../../core/record/finding.ts';
import type { OkRecord } from '../../core/record/record.ts';
import { beyondLaunch, isLaunchKnown } from '../evidence/beyond-launch.ts';
import { dilutionOf } from '../evidence/dilution-ratio.ts';
import type { DispatchCost } from '../evidence/dispatch-cost.ts';
import type { Estimate } from '../evidence/estimate.ts';
import { isTooFew } from '../evidence/finding-of.ts';
import { THRESHOLDS } from '../evidence/thresholds.ts';

export interface JudgedKind {
  readonly kind: CeilingKind;
  /** Addresses that it rests on. */
  readonly evidence: readonly string[];
}

const UNKNOWN: JudgedKind = { kind: 'unknown', evidence: [] };

/**
 * What limits a probe, from its own dilution, t0 taken off: METHOD §4.
 * @param candidates launch shapes about as fast as the best one, fastest first; the first that was diluted decides
 */
export function kindByDilution(
  candidates: readonly OkRecord[],
  usable: readonly OkRecord[],
  cost: DispatchCost | null,
): JudgedKind {
  for (const candidate of candidates) {
    const dilution = dilutionOf(candidate, usable, 0.5);
    if (dilution === null || isTooFew(dilution.ratio.count)) continue;
    const kind = kindOf(beyondLaunch(dilution.ratio, dilution.diluted, candidate, cost));
    return {
      // What launching hides may be memory: a ratio near 1 then says nothing.
      kind: kind === 'memory' || isLaunchKnown(candidate, cost) ? kind : 'unknown',
      evidence: [candidate.address, dilution.diluted.address],
    };
  }
  return UNKNOWN;
}

/** Probes that write have no resident set to be sent to: their curve stands in for the dilution. */
export const KIND_BY_CURVE: readonly CeilingId[] = ['write', 'copy'];

/**
 * What limits a probe, from its rates over working sets: if half of the largest one's bytes moved at the rate of the
 * fastest smaller one, T(½) ÷ T(1) would be half of 1 + large ÷ small. Caches that are no faster than memory say nothing:
 * an H200 writes 4.8 TB/s into its second level and 4.3 past it.
 */
export function kindByCurve(curve: readonly CeilingPoint[]): JudgedKind {
  const large = curve.at(-1);
  const small = curve.slice(0, -1).sort((a, b) => b.value - a.value)[0];
  if (!large || !small || !(small.low > 0)) return UNKNOWN;
  const half = (slow: number, fast: number): number => (1 + slow / fast) / 2;
  const ratio = {
    value: half(large.value, small.value),
    low: half(large.low, small.high),
    high: half(large.high, small.low),
  };
  return kindOf(ratio) === 'memory' ? { kind: 'memory', evidence: [large.address, small.address] } : UNKNOWN;
}

/** Judged on the interval: a probe that straddles a threshold is mixed. */
function kindOf({ low, high }: Estimate): Exclude<CeilingKind, 'unknown'> {
  if (high < THRESHOLDS.ceilingMemoryRatio) return 'memory';
  return low > THRESHOLDS.ceilingInstructionRatio ? 'instruction-limited' : 'mixed';
}
