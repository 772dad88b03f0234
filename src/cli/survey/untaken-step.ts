import { EXIT } from '../../core/errors.ts';
import { outcomeText } from '../../report/rows/survey.ts';
import { exitCodeOf } from '../measuring.ts';
import type { FoundResult } from './earlier.ts';
import { type RunningSurvey, resultIn, type TakenStep } from './running-survey.ts';

/** What stands in a summary for steps that this survey did not measure. */

export function skipped(id: string, reason: string): TakenStep {
  return { id, state: 'skipped', outcome: `skipped: ${reason}`, result: null, exitCode: EXIT.ok };
}

/** A step that came to its end in an earlier survey. */
export function takenBefore(survey: RunningSurvey, id: string, { file, name }: FoundResult): TakenStep {
  const { outcome, result } = resultIn(survey, file, name);
  return { id, state: 'earlier', outcome: `from before: ${outcome}`, result, exitCode: exitCodeOf(file) };
}

/** A step without a result of its own, with what there is of it all the same. */
export function withKept(survey: RunningSurvey, step: TakenStep, found: FoundResult | undefined): TakenStep {
  if (step.result !== null || found === undefined) return step;
  const { result } = resultIn(survey, found.file, found.name);
  return { ...step, result, outcome: `${step.outcome}; kept: ${outcomeText(found.file)}` };
}
