import { EXIT, type ExitCode, messageOf, UserError } from '../core/errors.ts';
import type { RunEvent } from '../core/event.ts';
import { isWrongOutput } from '../core/record/record.ts';
import type { ResultFile } from '../core/record/result-file.ts';
import { folderStore } from '../store/folder.ts';
import type { PartialFile } from '../store/result-store.ts';
import type { Context } from './context.ts';
import { type ProgressLine, progressLine } from './terminal/progress.ts';

/** From the events of a run to its saved result, for every command that measures. */

export interface MeasuredRun {
  readonly file: ResultFile;
  /** What was kept on the way; to be removed when the file is saved. */
  readonly partial: PartialFile;
}

/**
 * The result. After every section, what there is until then is kept in the folder `out`. Progress and notes go to stderr on
 * the way. The first Ctrl-C aborts the signal: the run then ends early, with what was measured.
 */
export async function measured(
  events: (signal: AbortSignal) => AsyncGenerator<RunEvent>,
  out: string,
  context: Context,
): Promise<MeasuredRun> {
  const stop = new AbortController();
  const stopListening = context.io.onInterrupt(() => stop.abort());
  const progress = progressLine(context.io);
  stop.signal.addEventListener('abort', () => progress.note(STOPPING));
  try {
    return await measureRun(events(stop.signal), { out, progress, interrupted: stop.signal });
  } finally {
    stopListening();
  }
}

export const STOPPING = 'Stopping; what was measured is kept. Ctrl-C again gives up.';

export interface RunKeeping {
  /** Folder of the result files. */
  readonly out: string;
  readonly progress: ProgressLine;
  /** Aborted by a Ctrl-C: an error after it is its consequence. */
  readonly interrupted: AbortSignal;
}

/** The same for a run among others. What was kept of a run that fails stays, and is named. */
export async function measureRun(
  events: AsyncGenerator<RunEvent>,
  keeping: RunKeeping,
): Promise<MeasuredRun> {
  const partial = folderStore(keeping.out).partial();
  try {
    return { file: await resultOf(events, partial, keeping), partial };
  } catch (error) {
    if (partial.location !== null) keeping.progress.note(`Kept of the run that failed: ${partial.location}`);
    throw error;
  }
}

async function resultOf(
  events: AsyncGenerator<RunEvent>,
  partial: PartialFile,
  { progress, interrupted }: RunKeeping,
): Promise<ResultFile> {
  let measured = false;
  let keeps = true;
  try {
    for await (const event of events) {
      measured ||= event.type === 'record';
      if (event.type === 'progress') progress.update(event.progress);
      else if (event.type === 'note') progress.note(event.message);
      else if (event.type === 'partial' && keeps) keeps = await kept(event.file, partial, progress);
      else if (event.type === 'result') return event.file;
    }
  } catch (error) {
    throw interrupted.aborted ? stoppedBy(error, measured) : error;
  } finally {
    progress.finish();
  }
  throw interrupted.aborted ? stoppedEarly() : new Error('the run ended without a result');
}

/** @returns false where the folder refuses it: the run goes on, its result may find room again */
async function kept(file: ResultFile, partial: PartialFile, progress: ProgressLine): Promise<boolean> {
  try {
    await partial.keep(file);
    return true;
  } catch (error) {
    progress.note(`What is measured is not kept until the end: ${messageOf(error)}`);
    return false;
  }
}

/** What an error after a Ctrl-C means: the signal reaches programs that were started as well, and breaks off anything. */
function stoppedBy(error: unknown, measured: boolean): unknown {
  if (error instanceof UserError) {
    const broken = error.exitCode === EXIT.internal;
    return broken ? new UserError(`stopped: ${error.message}`, EXIT.interrupted) : error;
  }
  return measured ? error : stoppedEarly();
}

function stoppedEarly(): UserError {
  return new UserError('stopped before anything was measured', EXIT.interrupted);
}

export function exitCodeOf(file: ResultFile): ExitCode {
  if (file.session.ended === 'interrupted' || file.session.ended === 'partial') return EXIT.interrupted;
  if (file.session.ended === 'device-lost') return EXIT.deviceLost;
  return outputCodeOf(file);
}

/** Whatever ended the run. */
export function outputCodeOf({ records }: ResultFile): ExitCode {
  return records.some(isWrongOutput) ? EXIT.wrongOutput : EXIT.ok;
}
