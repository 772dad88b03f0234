import type { Finding } from '../../core/record/finding.ts';
import { formatNumber, formatShare } from '../../core/units.ts';
import { type Estimate, estimateText } from '../evidence/estimate.ts';
import { finding, isTooFew, missingFinding, straddleText, tooFewText } from '../evidence/finding-of.ts';
import { THRESHOLDS } from '../evidence/thresholds.ts';
import type { FlopLadder, FlopRung } from './flop-ladder.ts';

const FACTS = { id: 'E4', title: 'FLOP ladder: time with more arithmetic on the same bytes', unit: 'ratio' };

const { e4SupportedRatio, e4RefutedRatio, e4KneeShare, e4LeastTopShare, e4MostTopShare } = THRESHOLDS;

/**
 * E4: where memory limits, arithmetic well under the knee costs nothing. Necessary, not sufficient: load instructions
 * hide arithmetic too. Valid only if the top rung comes near the FMA ceiling, else the chains wait for themselves.
 */
export function flopLadderFinding(ladder: FlopLadder | null): Finding {
  if (ladder === null) return missingFinding(FACTS, 'no ladder of multiply-adds over the same bytes');
  const { rungs, knee } = ladder;
  const second = rungs.find(({ multiplyAdds }) => multiplyAdds === 2);
  const tested = knee === null ? undefined : testedRung(rungs, knee);
  const shown = tested ?? second;
  if (!shown?.ratio)
    return missingFinding(FACTS, 'no rung of two multiply-adds, and none under a quarter of the knee');
  const predicted = `Predicted: T(n) ≤ ${e4SupportedRatio}·T(1) at the largest n up to a quarter of the knee if memory bandwidth limits; T(2) ≥ ${e4RefutedRatio}·T(1) refutes.`;
  const measured = `Measured: T(${shown.multiplyAdds}) = ${estimateText(shown.ratio)}·T(1)${kneeText(knee)}`;
  const deciding = [rungs[0]!, ...(second ? [second] : []), shown, rungs.at(-1)!];
  const evidence = [...new Set(deciding.map(({ record }) => record.address))];
  const conclude = (status: Finding['status'], value: Estimate, text: string) =>
    finding(FACTS, status, value, { evidence, reason: `${predicted} ${text}` });
  const invalid = invalidText(ladder);
  const roundCount = Math.min(shown.ratio.count, second?.ratio?.count ?? shown.ratio.count);
  if (isTooFew(roundCount)) {
    return conclude('undecided', shown.ratio, `${measured}; ${tooFewText(roundCount)}.`);
  }
  if (invalid !== null) return conclude('undecided', shown.ratio, `${measured}, but ${invalid}.`);
  if (second?.ratio && second.ratio.low >= e4RefutedRatio) {
    const text = `Measured: T(2) = ${estimateText(second.ratio)}·T(1)${kneeText(knee)}: arithmetic costs time at once.`;
    return conclude('refuted', second.ratio, text);
  }
  if (!tested?.ratio) {
    return conclude('undecided', shown.ratio, `${measured}: no rung lies under a quarter of the knee.`);
  }
  if (tested.ratio.high <= e4SupportedRatio) {
    return conclude('supported', tested.ratio, `${measured}: the arithmetic hides behind the reading.`);
  }
  const between = straddleText(tested.ratio, `under ${e4SupportedRatio}`, `T(2) over ${e4RefutedRatio}`);
  return conclude('undecided', tested.ratio, `Measured: T(${tested.multiplyAdds}) ÷ T(1) = ${between}.`);
}

/** Largest rung up to a quarter of the knee, above the first. */
export function testedRung(rungs: readonly FlopRung[], knee: number): FlopRung | undefined {
  return rungs.filter(({ multiplyAdds }) => multiplyAdds > 1 && multiplyAdds <= knee * e4KneeShare).at(-1);
}

function kneeText(knee: number | null): string {
  return knee === null ? '' : `, knee at ${formatNumber(knee)} multiply-adds a word`;
}

/** A clause saying why the ladder shows nothing; null where it does. */
function invalidText({ topShare, knee }: FlopLadder): string | null {
  if (topShare === null || knee === null) return 'there is no read or no FMA ceiling to place its knee';
  if (topShare >= e4LeastTopShare && topShare <= e4MostTopShare) return null;
  return `its top rung reaches ${formatShare(topShare)} of the FMA ceiling, outside ${formatShare(e4LeastTopShare)}–${formatShare(e4MostTopShare)}, so its chains say nothing`;
}
