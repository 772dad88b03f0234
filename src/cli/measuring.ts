import { EXIT, type ExitCode, UserError } from '../core/errors.ts';
import type { RunEvent } from '../core/event.ts';
import { isWrongOutput } from '../core/record/record.ts';
import type { ResultFile } from '../core/record/result-file.ts';
import type { Context } from './context.ts';
import { progressLine } from './terminal/progress.ts';

/** From the events of a run to its result, for every command that measures. */

/**
 * The result; progress and notes go to stderr on the way. The first Ctrl-C aborts the signal: the run then ends early, with
 * what was measured.
 */
export async function measured(
  events: (signal: AbortSignal) => AsyncGenerator<RunEvent>,
  context: Context,
): Promise<ResultFile> {
  const stop = new AbortController();
  const stopListening = context.io.onInterrupt(() => stop.abort());
  try {
    return await resultOf(events(stop.signal), stop.signal, context);
  } finally {
    stopListening();
  }
}

async function resultOf(
  events: AsyncGenerator<RunEvent>,
  signal: AbortSignal,
  { io }: Context,
): Promise<ResultFile> {
  const progress = progressLine(io);
  signal.addEventListener('abort', () => {
    progress.note('Stopping; what was measured is kept. Ctrl-C again gives up.');
  });
  let measured = false;
  try {
    for await (const event of events) {
      measured ||= event.type === 'record';
      if (event.type === 'progress') progress.update(event.progress);
      else if (event.type === 'note') progress.note(event.message);
      else if (event.type === 'result') return event.file;
    }
  } catch (error) {
    throw signal.aborted ? stoppedBy(error, measured) : error;
  } finally {
    progress.finish();
  }
  throw signal.aborted ? stoppedEarly() : new Error('the run ended without a result');
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
  if (file.session.ended === 'interrupted') return EXIT.interrupted;
  if (file.session.ended === 'device-lost') return EXIT.deviceLost;
  return file.records.some(isWrongOutput) ? EXIT.wrongOutput : EXIT.ok;
}
