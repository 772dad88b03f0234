import { randomUUID } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { EXIT, UserError } from '../../core/errors.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { loadResultFile, writeWhole } from '../../store/folder.ts';
import { resultName, resultText } from '../../store/result-store.ts';
import { outputCodeOf } from '../measuring.ts';
import { type RunningSurvey, resultIn, type StepTime, type TakenStep } from './running-survey.ts';
import { VENDOR } from './steps.ts';
import { failedStep } from './suite-step.ts';
import { skipped } from './untaken-step.ts';
import { vendorProblems } from './vendor-problems.ts';

/** @param ours runs that the vendor is compared with, the best first */
export async function takeVendor(
  survey: RunningSurvey,
  ours: readonly ResultFile[],
  time: StepTime,
): Promise<TakenStep> {
  const { options, context, folder, progress, stopped } = survey;
  const problems = ours.map(vendorProblems).find(addresses => addresses.length > 0);
  if (problems === undefined) return skipped(VENDOR, 'there is no run of ours to compare with');
  const date = new Date().toISOString().slice(0, 10);
  const partial = join(folder, `${date}-${VENDOR}-cuda-partial-${randomUUID().slice(0, 8)}.json`);
  const deadline = AbortSignal.timeout(Math.min(time.shareMs, time.leftMs));
  let failure: unknown = null;
  try {
    await context.engine.measureVendor({
      problems,
      scratch: join(options.out, '.vendor'),
      result: partial,
      label: options.label,
      signal: AbortSignal.any([stopped, deadline]),
      note: message => progress.note(message),
    });
  } catch (error) {
    failure = error;
  }
  if (await exists(partial)) return keptVendor(survey, partial, failure !== null && stopped.aborted);
  if (failure instanceof UserError && failure.exitCode === EXIT.usage)
    return skipped(VENDOR, failure.message);
  if (deadline.aborted) return skipped(VENDOR, 'its time was over before anything was measured');
  return failedStep(survey, VENDOR, failure ?? new Error('the vendor step left no file'), false);
}

/** The file under the name of a result, where it came to its end. */
async function keptVendor(survey: RunningSurvey, partial: string, wasStopped: boolean): Promise<TakenStep> {
  const file = await loadResultFile(partial);
  let name = basename(partial);
  if (file.session.ended === 'complete') {
    name = basename(await resultName(file));
    await writeWhole(join(survey.folder, name), resultText(file));
    await rm(partial);
  }
  const exitCode = wasStopped ? EXIT.interrupted : outputCodeOf(file);
  return { id: VENDOR, state: 'done', ...resultIn(survey, file, name), exitCode };
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
