import type { StopRule } from '../../core/plan.ts';
import type { StopReason } from '../../core/record.ts';
import type { Summary } from '../../core/sample.ts';
import { relativeHalfWidth } from '../../stats/summary.ts';

/** Looks happen at minimumRounds · 2^i only: looking after every round would stop at lucky moments. */
export function isLook(round: number, rule: Pick<StopRule, 'minimumRounds'>): boolean {
  const ratio = round / rule.minimumRounds;
  return ratio >= 1 && Number.isInteger(Math.log2(ratio));
}

/** Why a case that has seen `rounds` rounds should stop; null: go on. Summarises at looks only. */
export function reasonToStop(rounds: number, summarize: () => Summary, rule: StopRule): StopReason | null {
  if (isLook(rounds, rule) && relativeHalfWidth(summarize()) <= rule.precision) return 'precision';
  return rounds >= rule.maximumRounds ? 'round-cap' : null;
}
