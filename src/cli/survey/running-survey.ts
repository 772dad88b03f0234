import type { Environment } from '../../core/environment.ts';
import type { ExitCode } from '../../core/errors.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { outcomeText, type SurveyResult, type SurveyStep } from '../../report/rows/survey.ts';
import { judgedToday } from '../../store/judged-today.ts';
import type { Context } from '../context.ts';
import type { ProgressLine } from '../terminal/progress.ts';

export interface SurveyOptions {
  readonly adapter: string | null;
  /** Of the whole, from the start of the process to the last line printed. */
  readonly timeBudgetMs: number;
  /** A folder in which an earlier survey may have left its results. */
  readonly out: string;
  readonly label: string | null;
}

/** A survey while it runs. */
export interface RunningSurvey {
  readonly options: SurveyOptions;
  readonly context: Context;
  readonly environment: Environment;
  /** Of the machine, where result files and summary lie. */
  readonly folder: string;
  readonly progress: ProgressLine;
  /** Aborted by a Ctrl-C. */
  readonly stopped: AbortSignal;
}

export interface StepTime {
  readonly shareMs: number;
  /** To the survey. */
  readonly leftMs: number;
}

/** A step that is over. */
export interface TakenStep extends SurveyStep {
  readonly exitCode: ExitCode;
}

/** A result as its step shows it. */
export function resultIn(
  { context }: RunningSurvey,
  file: ResultFile,
  name: string,
): { readonly outcome: string; readonly result: SurveyResult } {
  return {
    outcome: outcomeText(file),
    result: { file: judgedToday(file, context.engine.validation), name },
  };
}
