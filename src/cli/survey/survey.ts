import { join } from 'node:path';
import { EXIT, type ExitCode } from '../../core/errors.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { formatWait } from '../../core/units.ts';
import type { Survey, SurveyStep } from '../../report/rows/survey.ts';
import { requireWritable, writeWhole } from '../../store/folder.ts';
import { machineSlug } from '../../store/result-store.ts';
import { describe } from '../commands/doctor.ts';
import type { Context } from '../context.ts';
import { STOPPING } from '../measuring.ts';
import { progressLine } from '../terminal/progress.ts';
import { type BroughtHome, bringHome } from './bring-home.ts';
import { earlierResults, isOver } from './earlier.ts';
import type { RunningSurvey, StepTime, SurveyOptions, TakenStep } from './running-survey.ts';
import { firstShareMs, type Wish } from './shares.ts';
import { DOCTOR, STEPS, type Step, VENDOR } from './steps.ts';
import { takeSuite } from './suite-step.ts';
import { skipped, takenBefore, withKept } from './untaken-step.ts';
import { takeVendor } from './vendor-step.ts';

export interface SurveyEnd {
  readonly survey: Survey;
  readonly home: BroughtHome;
  /** Of the first step that was not 0. */
  readonly exitCode: ExitCode;
}

/** What a process that starts itself again for its adapter took before its clock began. */
const START_UP_MS = 1500;
/** Kept back for ending the last batch, the summary and the archive. */
const CLOSING = { share: 0.04, leastMs: 12_000 } as const;
/** Runs that the vendor's libraries are compared with, the best first. */
const COMPARED = ['batch1', 'quick'];
const STEP_COUNT = STEPS.length + 1;

/**
 * Runs the steps that are not over yet, within the time. Every result is saved as it comes, and after every step summary and
 * archive are written: whenever it ends, what there is can be carried home.
 * @throws AdapterError where there is nothing to measure on; UserError where the folder cannot be written
 */
export async function runSurvey(options: SurveyOptions, context: Context): Promise<SurveyEnd> {
  const { io } = context;
  const startMs = io.now() - START_UP_MS;
  const startedAt = new Date().toISOString();
  const closingMs = Math.max(CLOSING.leastMs, CLOSING.share * options.timeBudgetMs);
  const endMs = startMs + options.timeBudgetMs - closingMs;
  let lead = '';
  const progress = progressLine(io, () => lead);
  const begin = (number: number, id: string, text: string) => {
    lead = `${number} of ${STEP_COUNT} ${id} · `;
    progress.note(`Step ${number} of ${STEP_COUNT}, ${id}: ${text}`);
  };
  const stop = new AbortController();
  const stopListening = io.onInterrupt(() => stop.abort());
  stop.signal.addEventListener('abort', () => progress.note(STOPPING));
  try {
    begin(1, DOCTOR, 'adapter and clocks');
    const survey = await openSurvey(options, context, { progress, stopped: stop.signal });
    const taken: SurveyStep[] = [doctorStep()];
    const soFar = (): Survey => ({
      environment: survey.environment,
      startedAt,
      tookMs: io.now() - startMs,
      programVersion: context.programVersion,
      steps: [...taken, ...STEPS.slice(taken.length - 1).map(waiting)],
    });
    let exitCode: ExitCode = EXIT.ok;
    for await (const step of takeSteps(survey, () => endMs - io.now(), begin)) {
      taken.push(step);
      progress.note(`${step.id}: ${step.outcome}`);
      if (exitCode === EXIT.ok) exitCode = step.exitCode;
      if (step.state === 'done') await bringHome(soFar(), options.out);
    }
    if (exitCode === EXIT.ok && stop.signal.aborted) exitCode = EXIT.interrupted;
    return { survey: soFar(), home: await bringHome(soFar(), options.out), exitCode };
  } finally {
    progress.finish();
    stopListening();
  }
}

async function openSurvey(
  options: SurveyOptions,
  context: Context,
  telling: Pick<RunningSurvey, 'progress' | 'stopped'>,
): Promise<RunningSurvey> {
  await requireWritable(options.out);
  const device = await context.engine.describeDevice(options.adapter);
  const environment = { ...device, label: options.label };
  const folder = join(options.out, machineSlug(environment.adapter));
  await writeWhole(join(folder, `${DOCTOR}.txt`), `${describe(environment).join('\n')}\n`);
  return { options, context, environment, folder, ...telling };
}

/** @param leftMs of the time for steps */
async function* takeSteps(
  survey: RunningSurvey,
  leftMs: () => number,
  begin: (number: number, id: string, text: string) => void,
): AsyncGenerator<TakenStep> {
  const { environment, folder, context, stopped } = survey;
  const { programVersion, engine } = context;
  const find = () => earlierResults(folder, { adapter: environment.adapter, programVersion });
  const before = await find();
  const obstacle = await engine.vendorObstacle(environment.adapter);
  const isPossible = ({ id }: Step) => id !== VENDOR || obstacle === null;
  const toCome = STEPS.filter(step => isPossible(step) && !isOver(before.get(step.id)));
  const wishOf = ({ wish }: Step): Wish => wish[environment.adapter.class];
  const files = new Map([...before].map(([suite, { file }]) => [suite, file]));

  for (const [index, step] of STEPS.entries()) {
    const earlier = before.get(step.id);
    if (earlier !== undefined && isOver(earlier)) {
      yield takenBefore(survey, step.id, earlier);
      continue;
    }
    const time = { leftMs: leftMs(), shareMs: 0 };
    const later = toCome.filter(other => STEPS.indexOf(other) >= index);
    const shareMs =
      isPossible(step) && !stopped.aborted ? firstShareMs(later.map(wishOf), time.leftMs) : null;
    if (shareMs === null) {
      const reason = stopped.aborted
        ? 'the survey was stopped'
        : isPossible(step)
          ? tooLate(wishOf(step), time.leftMs)
          : obstacle!;
      yield withKept(survey, skipped(step.id, reason), earlier);
      continue;
    }
    begin(index + 2, step.id, `up to ${formatWait(shareMs)}`);
    const taken = await take(step, survey, files, { ...time, shareMs });
    if (taken.result !== null) files.set(step.id, taken.result.file);
    yield taken.result === null ? withKept(survey, taken, (await find()).get(step.id)) : taken;
  }
}

function take(
  { id }: Step,
  survey: RunningSurvey,
  files: ReadonlyMap<string, ResultFile>,
  time: StepTime,
): Promise<TakenStep> {
  if (id !== VENDOR) return takeSuite(survey, id, time);
  const ours = COMPARED.flatMap(suite => files.get(suite) ?? []);
  return takeVendor(survey, ours, time);
}

function tooLate({ usefulMs }: Wish, leftMs: number): string {
  return `it needs ${formatWait(usefulMs)} to say anything, and ${formatWait(leftMs)} are left`;
}

function doctorStep(): SurveyStep {
  return { id: DOCTOR, state: 'done', outcome: `written to ${DOCTOR}.txt`, result: null };
}

function waiting({ id }: Step): SurveyStep {
  return { id, state: 'waiting', outcome: 'still to come', result: null };
}
