import type { Ceiling, Finding } from '../../core/record/finding.ts';
import { formatNumber } from '../../core/units.ts';
import { intervalOf, REPLICATES } from '../../stats/bootstrap.ts';
import { takenOffText } from '../evidence/beyond-launch.ts';
import { estimateText } from '../evidence/estimate.ts';
import { finding, isTooFew, missingFinding, tooFewText } from '../evidence/finding-of.ts';
import { THRESHOLDS } from '../evidence/thresholds.ts';
import { type BatchLadder, type BatchRung, batchAt, idealBatch } from './batch-ladder.ts';

const FACTS = {
  id: 'E5',
  title: 'Batch ladder: time beyond launching with two vectors instead of one',
  unit: 'ratio',
};
const KNEE = {
  id: 'B*',
  title: 'Batch that takes half as long again as one vector, beyond launching',
  unit: 'vectors',
};

const { e5SupportedTwo, e5SupportedFour, e5RefutedTwo, batchKneeRatio } = THRESHOLDS;

/** E5: where memory limits, the weights stream once whether one vector or a few are multiplied. */
export function batchLadderFinding(ladder: BatchLadder | null): Finding {
  const two = ladder?.rungs.find(({ batch }) => batch === 2);
  if (!ladder || !two)
    return missingFinding(FACTS, 'it takes the same weights times one vector and times two');
  const four = ladder.rungs.find(({ batch }) => batch === 4);
  const predicted = `Predicted: T(2) ≤ ${e5SupportedTwo}·T(1) and T(4) ≤ ${e5SupportedFour}·T(1) if memory bandwidth limits; T(2) ≥ ${e5RefutedTwo}·T(1) refutes.`;
  const fourText = four ? `, T(4) = ${estimateText(four.ratio)}·T(1)` : ', T(4) not measured';
  const measured = `Measured${takenOffText(ladder.cost)}, best of all kernels: T(2) = ${estimateText(two.ratio)}·T(1)${fourText}`;
  const evidence = [
    ...new Set([ladder.reference, two.record, ...(four ? [four.record] : [])].map(r => r.address)),
  ];
  const conclude = (status: Finding['status'], text: string) =>
    finding(FACTS, status, two.ratio, { evidence, reason: `${predicted} ${measured}${text}` });
  if (isTooFew(ladder.count)) return conclude('undecided', `; ${tooFewText(ladder.count)}.`);
  if (two.ratio.low >= e5RefutedTwo)
    return conclude('refuted', ': a second vector costs nearly as much as the first.');
  if (two.ratio.high <= e5SupportedTwo && four && four.ratio.high <= e5SupportedFour) {
    return conclude('supported', ': more vectors ride along.');
  }
  return conclude('undecided', '; between the two.');
}

/** B*: where a batch starts to cost; reported beside ridge ÷ intensity, where a perfect kernel would turn. */
export function batchKneeFinding(ladder: BatchLadder | null, ceilings: readonly Ceiling[]): Finding {
  const last = ladder?.rungs.at(-1);
  if (!ladder || !last || last.batch === 1) return missingFinding(KNEE, 'no ladder of batches');
  const { rungs } = ladder;
  const ideal = idealBatch(ladder, ceilings);
  const beside =
    ideal === null
      ? ''
      : ` Ridge ÷ intensity, where a perfect kernel turns from memory to arithmetic: ${formatNumber(ideal)}.`;
  const value = batchAt(rungs, batchKneeRatio, ({ ratio }) => ratio.value);
  if (!Number.isFinite(value)) {
    return {
      ...missingFinding(KNEE, `up to ${last.batch} vectors T(B) stays under ${batchKneeRatio}·T(1)`),
      reason: `Reported, not judged: up to ${last.batch} vectors T(B) stays under ${batchKneeRatio}·T(1).${beside}`,
      evidence: [last.record.address],
    };
  }
  const draws = Array.from({ length: REPLICATES }, (_, r) =>
    batchAt(rungs, batchKneeRatio, ({ replicates }) => replicates[r]!),
  );
  const { low, high } = intervalOf(draws);
  const estimate = {
    value,
    low: Math.min(low, value),
    high: Number.isFinite(high) ? Math.max(high, value) : last.batch,
  };
  const evidence = [...new Set(atKnee(rungs).map(({ record }) => record.address))];
  const reason = `Reported, not judged: T(B) reaches ${batchKneeRatio}·T(1) at B = ${estimateText(estimate)}.${beside}`;
  return finding(KNEE, 'undecided', estimate, { evidence, reason });
}

/** The first rung that takes so long, and the one before it. */
function atKnee(rungs: readonly BatchRung[]): readonly BatchRung[] {
  const first = rungs.findIndex(({ ratio }) => ratio.value >= batchKneeRatio);
  return rungs.slice(Math.max(0, first - 1), first + 1);
}
