import type { Group, Section } from '../../core/plan.ts';
import { type CheckedCase, prepareChecked } from '../case/checked-case.ts';
import { calibrateChecked, finish, type MeasuredCase } from '../case/measured-case.ts';
import type { ResolvedCase } from '../case/resolved-case.ts';
import { failure, skip, type Unsealed } from '../case/unsealed-record.ts';
import { type ReadyGroup, runRounds } from './rounds.ts';
import { progressStep, type SectionInput, type SectionStep } from './section-step.ts';

const TOO_LATE = 'the time of its section was used up before it was prepared';

/** Prepares and checks the cases of a section, times them in interleaved rounds, checks again, frees. */
export async function* runSection(input: SectionInput): AsyncGenerator<SectionStep> {
  const checked: CheckedCase[] = [];
  const ready = new Map<string, MeasuredCase>();
  try {
    yield* checkCases(input, checked);
    yield* calibrateCases(input, checked, ready);
    yield* runRounds(input, readyGroups(input, ready));
    for (const measured of ready.values()) yield { type: 'record', record: await conclude(input, measured) };
  } finally {
    for (const { prepared } of checked) prepared.destroy();
  }
}

async function* checkCases(input: SectionInput, checked: CheckedCase[]): AsyncGenerator<SectionStep> {
  const { section, bench, host, signal, resolve } = input;
  // Whatever the time, a section without any group would say nothing.
  const first = new Set(section.groups[0]?.map(c => resolve(c).address));
  for (const resolved of casesOf(section, resolve)) {
    if (signal.aborted) return;
    const late = host.now() > input.prepareUntilMs && !first.has(resolved.address);
    const obstacle = lossBefore(input, resolved) ?? (late ? TOO_LATE : null);
    if (obstacle !== null) {
      yield { type: 'record', record: skip(resolved, obstacle).record };
      continue;
    }
    yield progressStep(resolved, 'checking', 0);
    await host.breathe();
    const outcome = await prepareChecked(bench, resolved);
    if ('checked' in outcome) checked.push(outcome.checked);
    else yield await failed(input, resolved, outcome.record);
  }
}

/** All in a row and right before the rounds: no work of the host lets the clocks sink in between. */
async function* calibrateCases(
  input: SectionInput,
  checked: readonly CheckedCase[],
  ready: Map<string, MeasuredCase>,
): AsyncGenerator<SectionStep> {
  const { bench, canary, signal } = input;
  await canary?.warmUp();
  for (const each of checked) {
    const { resolved } = each;
    const obstacle = signal.aborted ? 'stopped before it was timed' : lossBefore(input, resolved);
    if (obstacle !== null) {
      yield { type: 'record', record: skip(resolved, obstacle).record };
      continue;
    }
    const outcome = await calibrateChecked(bench, each);
    canary?.noteLoad();
    if ('measured' in outcome) ready.set(resolved.address, outcome.measured);
    else yield await failed(input, resolved, outcome.record);
  }
}

function lossBefore({ bench, losses }: SectionInput, { address }: ResolvedCase): string | null {
  if (losses.has(address)) return 'the device was lost while it ran';
  const { message } = bench.gpu.loss;
  return message === null ? null : `the device was lost before it was timed: ${message}`;
}

async function failed(
  { bench, losses }: SectionInput,
  { address }: ResolvedCase,
  record: Unsealed,
): Promise<SectionStep> {
  if (record.status === 'failed') await losses.blame(bench.gpu.loss, address);
  return { type: 'record', record };
}

/** Each case once, in the order of the groups. */
function casesOf(section: Section, resolve: SectionInput['resolve']): readonly ResolvedCase[] {
  const cases = new Map<string, ResolvedCase>();
  for (const group of section.groups) {
    for (const resolved of group.map(resolve))
      cases.set(resolved.address, cases.get(resolved.address) ?? resolved);
  }
  return [...cases.values()];
}

/** Groups with what is left of them where a case was skipped or failed. */
function readyGroups(
  { section, resolve }: SectionInput,
  ready: ReadonlyMap<string, MeasuredCase>,
): readonly ReadyGroup[] {
  return section.groups.flatMap((group: Group, index) => {
    const cases = group.flatMap(c => ready.get(resolve(c).address) ?? []);
    return cases.length === 0 ? [] : [{ id: `${section.id}/${index}`, cases }];
  });
}

async function conclude({ bench, losses, earlier }: SectionInput, measured: MeasuredCase): Promise<Unsealed> {
  const { resolved, launchHash } = measured;
  const { loss } = bench.gpu;
  if (loss.message !== null)
    return failure(resolved, 'time', `the device was lost: ${loss.message}`, launchHash);
  if (measured.failure !== null) return failure(resolved, 'time', measured.failure, launchHash);
  const record = await finish(measured, earlier(resolved.address));
  if (record.status === 'failed') await losses.settle(loss);
  return record;
}
