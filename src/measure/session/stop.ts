import type { StopRule } from '../../core/plan.ts';
import type { StopReason } from '../../core/record/record.ts';
import type { Summary } from '../../core/record/sample.ts';
import { relativeHalfWidth, summarize } from '../../stats/summary.ts';
import type { MeasuredCase } from '../case/measured-case.ts';

/** A group whose cases are all ready: one alone, or reference and rung. */
export interface ReadyGroup {
  readonly id: string;
  readonly cases: readonly MeasuredCase[];
}

/**
 * The groups that go on after so many rounds. A group leaves the rotation when all its cases have a reason to; the
 * reasons are written into the cases.
 */
export function stillActive(
  groups: readonly ReadyGroup[],
  rounds: number,
  rule: StopRule,
): readonly ReadyGroup[] {
  const reasonOf = stopReasons(rounds, rule);
  return groups.filter(group => !isSettled(group, reasonOf));
}

function isSettled(group: ReadyGroup, reasonOf: (measured: MeasuredCase) => StopReason | null): boolean {
  const reasons = group.cases.map(reasonOf);
  if (reasons.some(reason => reason === null)) return false;
  group.cases.forEach((measured, index) => {
    measured.stop = reasons[index]!;
  });
  return true;
}

/** A reference is in many groups: what a look at it says is found once a round. */
function stopReasons(rounds: number, rule: StopRule): (measured: MeasuredCase) => StopReason | null {
  const known = new Map<MeasuredCase, StopReason | null>();
  return measured => {
    const seen = known.get(measured);
    if (seen !== undefined) return seen;
    const { id, resolutionNs } = measured.sampler.timer;
    const summary = () => summarize(measured.samples, { timerId: id, resolutionNs });
    const reason = reasonToStop(rounds, summary, rule);
    known.set(measured, reason);
    return reason;
  };
}

/** Why a case that has seen `rounds` rounds should stop; null: go on. Summarises at looks only. */
export function reasonToStop(rounds: number, summarize: () => Summary, rule: StopRule): StopReason | null {
  if (isLook(rounds, rule) && relativeHalfWidth(summarize()) <= rule.precision) return 'precision';
  return rounds >= rule.maximumRounds ? 'round-cap' : null;
}

/** Looks happen at minimumRounds · 2^i only: looking after every round would stop at lucky moments. */
export function isLook(round: number, rule: Pick<StopRule, 'minimumRounds'>): boolean {
  const ratio = round / rule.minimumRounds;
  return ratio >= 1 && Number.isInteger(Math.log2(ratio));
}
