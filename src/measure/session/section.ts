import type { RunEvent } from '../../core/event.ts';
import type { Group } from '../../core/plan.ts';
import type { SkippedRecord } from '../../core/record/record.ts';
import { type CheckedCase, prepareChecked } from '../case/checked-case.ts';
import { calibrateChecked, finish, type MeasuredCase } from '../case/measured-case.ts';
import { caseLabel, type ResolvedCase } from '../case/resolved-case.ts';
import { failure, skip, type Unsealed } from '../case/unsealed-record.ts';
import { halve } from './halving.ts';
import { runRounds } from './rounds.ts';
import { factsOf, progressOf, type RunningSection, weightsOf } from './running-session.ts';
import type { ReadyGroup } from './stop.ts';

const TOO_LATE = {
  cause: 'time',
  reason: 'the time of its section was used up before it was prepared',
} as const;
const STOPPED = { cause: 'stopped', reason: 'stopped before it was timed' } as const;

/** Prepares and checks the cases of a section, times them in interleaved rounds, checks again, frees. */
export async function* runSection(running: RunningSection): AsyncGenerator<RunEvent> {
  const { session } = running;
  const checked: CheckedCase[] = [];
  const ready = new Map<string, MeasuredCase>();
  try {
    yield* checkCases(running, checked);
    yield* calibrateCases(running, checked, ready);
    const groups = yield* halve(running, readyGroups(running, ready));
    const rounds = yield* runRounds(running, groups);
    session.sections.push(rounds);
    for (const measured of casesIn(groups)) yield* session.records.add(await conclude(running, measured));
    const facts = factsOf(session, { ended: 'partial', lastSection: running.section.title });
    yield { type: 'section', section: rounds, facts };
  } finally {
    for (const { prepared } of checked) prepared.destroy();
  }
}

async function* checkCases(running: RunningSection, checked: CheckedCase[]): AsyncGenerator<RunEvent> {
  const { section, bench, session } = running;
  const { host, signal, resolver, records, budget } = session;
  const prepareUntilMs = budget.beginPreparing(weightsOf(running));
  // Whatever the time, a section without any group would say nothing.
  const first = new Set(section.groups[0]?.map(c => resolver.resolve(c).address));
  const tooLate = new Set<string>();
  for (const resolved of casesOf(running)) {
    if (signal.aborted) return;
    const late = budget.elapsedMs() > prepareUntilMs && !first.has(resolved.address);
    const obstacle = lossBefore(running, resolved) ?? (late ? TOO_LATE : null);
    if (obstacle !== null) {
      yield* records.add(skip(resolved, obstacle.cause, obstacle.reason));
      if (obstacle === TOO_LATE && !records.ok(resolved.address)) tooLate.add(resolved.address);
      continue;
    }
    yield progressOf(session, { label: caseLabel(resolved), doing: 'checking', discardedRounds: 0 });
    await host.breathe();
    const outcome = await prepareChecked(bench, resolved);
    if ('prepared' in outcome) checked.push(outcome);
    else yield* addObstructed(running, resolved, outcome);
  }
  leaveLate(running, tooLate);
}

/** With their references: what is compared is measured side by side. */
function leaveLate({ section, session }: RunningSection, tooLate: ReadonlySet<string>): void {
  const { queue, resolver } = session;
  const groups = section.groups.filter(group => group.some(c => tooLate.has(resolver.resolve(c).address)));
  if (groups.length > 0) queue.leave(groups);
}

/** All in a row and right before the rounds: no work of the host lets the clocks sink in between. */
async function* calibrateCases(
  running: RunningSection,
  checked: readonly CheckedCase[],
  ready: Map<string, MeasuredCase>,
): AsyncGenerator<RunEvent> {
  const { bench, canary, session } = running;
  const { signal, records } = session;
  await canary?.warmUp();
  for (const each of checked) {
    const { resolved } = each;
    const obstacle = signal.aborted ? STOPPED : lossBefore(running, resolved);
    if (obstacle !== null) {
      yield* records.add(skip(resolved, obstacle.cause, obstacle.reason));
      continue;
    }
    const outcome = await calibrateChecked(bench, each);
    canary?.noteLoad();
    if ('sampler' in outcome) ready.set(resolved.address, outcome);
    else yield* addObstructed(running, resolved, outcome);
  }
}

/** Why a case is not measured, for programs and for readers. */
type Obstacle = Required<Pick<SkippedRecord, 'cause' | 'reason'>>;

function lossBefore({ bench, session }: RunningSection, { address }: ResolvedCase): Obstacle | null {
  const cause = 'device-lost';
  if (session.losses.has(address)) return { cause, reason: 'the device was lost while it ran' };
  const { message } = bench.gpu.loss;
  return message === null ? null : { cause, reason: `the device was lost before it was timed: ${message}` };
}

/** A case that was skipped or failed before the rounds. */
async function* addObstructed(
  { bench, session }: RunningSection,
  { address }: ResolvedCase,
  record: Unsealed,
): AsyncGenerator<RunEvent> {
  if (record.status === 'failed') await session.losses.noteFailure(bench.gpu.loss, address);
  yield* session.records.add(record);
}

/** Each case once, in the order of the groups. */
function casesOf({ section, session }: RunningSection): readonly ResolvedCase[] {
  const cases = new Map<string, ResolvedCase>();
  for (const group of section.groups) {
    for (const resolved of group.map(session.resolver.resolve))
      cases.set(resolved.address, cases.get(resolved.address) ?? resolved);
  }
  return [...cases.values()];
}

/** Groups with what is left of them where a case was skipped or failed. */
function readyGroups(
  { section, session }: RunningSection,
  ready: ReadonlyMap<string, MeasuredCase>,
): readonly ReadyGroup[] {
  return section.groups.flatMap((group: Group, index) => {
    const cases = group.flatMap(c => ready.get(session.resolver.resolve(c).address) ?? []);
    return cases.length === 0 ? [] : [{ id: `${section.id}/${index}`, cases }];
  });
}

/** Each once: a reference is in many groups. */
function casesIn(groups: readonly ReadyGroup[]): ReadonlySet<MeasuredCase> {
  return new Set(groups.flatMap(({ cases }) => cases));
}

async function conclude({ bench, session }: RunningSection, measured: MeasuredCase): Promise<Unsealed> {
  const { resolved, launchHash } = measured;
  const { loss } = bench.gpu;
  if (loss.message !== null)
    return failure(resolved, 'time', `the device was lost: ${loss.message}`, launchHash);
  if (measured.failure !== null) return failure(resolved, 'time', measured.failure, launchHash);
  const record = await finish(measured, session.records.ok(resolved.address));
  if (record.status === 'failed') await session.losses.messageAfterFailure(loss);
  return record;
}
