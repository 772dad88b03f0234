import { basename } from 'node:path';
import { EXIT, UserError } from '../../core/errors.ts';
import { keep } from '../delivery.ts';
import { failureOf } from '../failure.ts';
import { exitCodeOf, measureRun, outputCodeOf } from '../measuring.ts';
import { type RunningSurvey, resultIn, type StepTime, type TakenStep } from './running-survey.ts';

/** Of its share, what a suite plans with: preparing and the end of its last section may take a little more. */
const PLANNED_PART = 0.85;
/** What it may take longer than its share, at the cost of later steps, before it is ended. */
const PATIENCE = 1.5;
const SEED = 1;

export async function takeSuite(survey: RunningSurvey, suiteId: string, time: StepTime): Promise<TakenStep> {
  const { options, context, progress, stopped } = survey;
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), Math.min(PATIENCE * time.shareMs, time.leftMs));
  const signal = AbortSignal.any([stopped, deadline.signal]);
  try {
    const events = context.engine.runSuite({
      suiteId,
      files: [],
      kernelsGlob: null,
      adapter: options.adapter,
      seed: SEED,
      timeBudgetMs: PLANNED_PART * time.shareMs,
      label: options.label,
      programVersion: context.programVersion,
      signal,
    });
    const { out } = options;
    const { file, partial } = await measureRun(events, { out, progress, interrupted: signal });
    if (file.records.length === 0 && deadline.signal.aborted && !stopped.aborted) return tooShort(suiteId);
    const { location, fault } = await keep(file, { out, partial }, context.io.env);
    if (location === null || fault !== null) throw fault ?? new Error('no folder takes the result');
    const { outcome, result } = resultIn(survey, file, basename(location));
    const isLate = deadline.signal.aborted && file.session.ended === 'interrupted';
    return {
      id: suiteId,
      state: 'done',
      outcome: isLate && !stopped.aborted ? `${outcome}; its time was over` : outcome,
      result,
      // Ended by its deadline it has done what it was given the time for.
      exitCode: isLate && !stopped.aborted ? outputCodeOf(file) : exitCodeOf(file),
    };
  } catch (error) {
    return failedStep(survey, suiteId, error, deadline.signal.aborted);
  } finally {
    clearTimeout(timer);
  }
}

/** Choosing the sizes took all of the time. */
function tooShort(id: string): TakenStep {
  const outcome = 'its time was over before anything was measured';
  return { id, state: 'failed', result: null, outcome, exitCode: EXIT.ok };
}

/** @param isLate its deadline has ended it */
export function failedStep(
  { progress, stopped }: RunningSurvey,
  id: string,
  error: unknown,
  isLate: boolean,
): TakenStep {
  const { text, exitCode } = failureOf(error);
  const failed = { id, state: 'failed' as const, result: null };
  if (stopped.aborted) return { ...failed, outcome: 'stopped', exitCode: EXIT.interrupted };
  if (isLate && error instanceof UserError && exitCode === EXIT.interrupted) return tooShort(id);
  for (const line of text.split('\n')) progress.note(line);
  return { ...failed, outcome: text.split('\n')[0]!, exitCode };
}
