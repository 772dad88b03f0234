import { type RaceOutcome, racesOf, ratioText } from '../analysis/compare/race.ts';
import { type Estimate, estimateText } from '../analysis/evidence/estimate.ts';
import { formatProblem, shortProblem } from '../core/record/address.ts';
import type { AnswerInput } from './input.ts';

/** What a race says of the kernel that was chosen, on one problem. */
export interface KernelAnswer {
  readonly kernelId: string;
  /** The fastest of its rivals. */
  readonly rivalId: string;
  /** What they multiplied: "dense(m=64,n=64)". */
  readonly problem: string;
  /** Time of the rival ÷ time of the kernel; null where the clock resolves neither. */
  readonly ratio: Estimate | null;
  readonly outcome: RaceOutcome;
  readonly text: string;
  /** Repeats it. */
  readonly command: string;
}

/** One a problem; none where no kernel was chosen. */
export function kernelAnswers({ records }: Pick<AnswerInput, 'records'>): readonly KernelAnswer[] {
  return racesOf(records).map(({ mine, rival, ratio, outcome }) => {
    const [kernelId, rivalId] = [mine.record.case.kernelId, rival.record.case.kernelId];
    const numbers = ratio && { value: ratio.value, low: ratio.low, high: ratio.high };
    return {
      kernelId,
      rivalId,
      problem: shortProblem(mine.record.case.problem),
      ratio: numbers,
      outcome,
      text: textOf(kernelId, rivalId, numbers, outcome),
      command: `npm run -s ridgepoint -- race ${kernelId} --problem '${formatProblem(mine.record.case.problem)}'`,
    };
  });
}

function textOf(mine: string, rival: string, ratio: Estimate | null, outcome: RaceOutcome): string {
  if (ratio === null) return `Undecided: the clock does not resolve ${mine} and ${rival}.`;
  const takes = `${rival}, the fastest of its rivals, takes ${estimateText(ratio, ratioText)} times as long`;
  return outcome === 'undecided' ? `Undecided: ${takes} as ${mine}.` : `${mine} is ${outcome}: ${takes}.`;
}
