import { type RaceOutcome, type RaceResult, racesOf, ratioText } from '../analysis/compare/race.ts';
import { type Estimate, estimateText } from '../analysis/evidence/estimate.ts';
import { formatProblem } from '../core/record/address.ts';
import { formatCount } from '../core/units.ts';
import type { AnswerInput } from './input.ts';

/** What a race says of the kernel that was chosen, on one problem. */
export interface KernelAnswer {
  readonly kernelId: string;
  /** The fastest of its rivals. */
  readonly rivalId: string;
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
      ratio: numbers,
      outcome,
      text: textOf(kernelId, rivalId, ratio, outcome),
      command: `npm run -s ridgepoint -- race ${kernelId} --problem '${formatProblem(mine.record.case.problem)}'`,
    };
  });
}

function textOf(mine: string, rival: string, ratio: RaceResult['ratio'], outcome: RaceOutcome): string {
  if (ratio === null) return `Undecided: the clock does not resolve ${mine} and ${rival}.`;
  const takes = `${rival}, the fastest of its rivals, takes ${estimateText(ratio, ratioText)} times as long`;
  const rounds = `in ${formatCount(ratio.count)} ${ratio.count === 1 ? 'round' : 'rounds'}`;
  if (outcome !== 'undecided') return `${mine} is ${outcome}: ${takes} ${rounds}.`;
  const holds = ratio.low <= 1 && ratio.high >= 1;
  return `Undecided: ${takes} as ${mine} ${rounds}, ${holds ? 'and 1 lies in the interval' : 'which are too few'}.`;
}
