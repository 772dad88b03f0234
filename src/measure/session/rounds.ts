import { messageOf } from '../../core/errors.ts';
import type { Plan } from '../../core/plan.ts';
import { createRandom, hashText, shuffle } from '../../core/random.ts';
import type { StopReason } from '../../core/record.ts';
import type { Sample } from '../../core/sample.ts';
import { summarize } from '../../stats/summary.ts';
import type { Host } from '../case/host.ts';
import type { MeasuredCase } from '../case/measured-case.ts';
import type { SamplePlace } from '../case/sampler.ts';
import { createCanary, mayDiscard } from './canary.ts';
import { progressStep, type SectionInput, type SectionStep, type SectionTotals } from './section-step.ts';
import { reasonToStop } from './stop.ts';

/** Fewer rounds than this say nothing, so they are run even when preparing has used up the time. */
const LEAST_ROUNDS = 5;

/** A group whose cases are all ready: one alone, or reference and rung. */
export interface ReadyGroup {
  readonly id: string;
  readonly cases: readonly MeasuredCase[];
}

/** Samples of one round, by case. */
type Taken = ReadonlyMap<MeasuredCase, readonly Sample[]>;

interface Tally {
  kept: number;
  discarded: number;
  drifted: number;
}

/** Rounds until every group has a reason to stop, the time is up, or the device is lost. */
export async function* runRounds(
  input: SectionInput,
  groups: readonly ReadyGroup[],
): AsyncGenerator<SectionStep> {
  const { bench, host, plan, section, signal } = input;
  const random = createRandom(plan.seed, hashText(section.id));
  const canary = createCanary();
  const tally: Tally = { kept: 0, discarded: 0, drifted: 0 };
  let active = groups;
  let deadlineMs = input.roundsUntilMs();
  while (active.length > 0 && !signal.aborted) {
    if (tally.kept >= LEAST_ROUNDS && host.now() > deadlineMs) break;
    const hiddenMs = await untilVisible(host);
    deadlineMs += hiddenMs;
    yield { type: 'hidden', hiddenMs };
    await input.canary?.warmUp();
    const beforeNs = (await input.canary?.readNs()) ?? null;
    const taken = yield* takeRound(input, shuffle([...active], random), tally);
    if (bench.gpu.loss.message !== null) break;
    const steady = input.canary === null || canary.judge(beforeNs, await input.canary.readNs()) === 'steady';
    active = active.flatMap(withoutFailed);
    if (!keep(taken, steady, tally, plan)) continue;
    const reasonOf = stopReasons(tally.kept, plan);
    active = active.filter(group => !settled(group, reasonOf));
  }
  if (signal.aborted)
    for (const group of groups) for (const measured of group.cases) measured.stop ??= 'interrupted';
  yield { type: 'totals', totals: totalsOf(tally, plan) };
}

/** Every group once, reference and rung in turns, A B B A: neighbours pair well. */
async function* takeRound(
  input: SectionInput,
  groups: readonly ReadyGroup[],
  tally: Tally,
): AsyncGenerator<SectionStep, Taken> {
  const { bench, signal } = input;
  const round = bench.clock.nextRound();
  const isPoisoned = poisonsOutputs(tally.kept + tally.discarded + 1);
  const taken = new Map<MeasuredCase, Sample[]>();
  for (const { id, cases } of groups) {
    if (signal.aborted || bench.gpu.loss.message !== null) break;
    yield progressStep(cases.at(-1)!.resolved, `timing round ${tally.kept + 1}`, tally.discarded);
    const [a, b] = cases;
    for (const measured of b ? [a!, b, b, a!] : [a!]) {
      const poisons = isPoisoned && !taken.has(measured);
      const samples = await sample(input, measured, { round, group: id }, poisons);
      taken.set(measured, [...(taken.get(measured) ?? []), ...samples]);
    }
  }
  return taken;
}

/**
 * Rounds 1, 2, 4, 8 … begin on poisoned outputs: what the last check reads was then written in the later half of them,
 * also by a device that at some point stopped computing.
 */
function poisonsOutputs(roundNumber: number): boolean {
  return Number.isInteger(Math.log2(roundNumber));
}

/** One batch. What fails ends the case, not the run. */
async function sample(
  { bench, losses }: SectionInput,
  measured: MeasuredCase,
  place: SamplePlace,
  poisons: boolean,
): Promise<readonly Sample[]> {
  if (measured.failure !== null || bench.gpu.loss.message !== null) return [];
  try {
    if (poisons) measured.prepared.poison();
    return await measured.sampler.sample(place);
  } catch (error) {
    measured.failure = messageOf(error);
    await losses.blame(bench.gpu.loss, measured.resolved.address);
    return [];
  }
}

/** @returns false where the round drifted and is repeated */
function keep(taken: Taken, steady: boolean, tally: Tally, plan: Plan): boolean {
  const { minimumRounds } = plan.stop;
  const discard = !steady && mayDiscard(tally.discarded, Math.max(minimumRounds, tally.kept));
  if (!steady) tally.drifted++;
  if (discard) tally.discarded++;
  else tally.kept++;
  for (const [measured, samples] of taken) {
    (discard ? measured.discardedSamples : measured.samples).push(...samples);
    if (!discard) measured.rounds++;
  }
  return !discard;
}

function withoutFailed(group: ReadyGroup): readonly ReadyGroup[] {
  const cases = group.cases.filter(({ failure }) => failure === null);
  return cases.length === 0 ? [] : [{ ...group, cases }];
}

function totalsOf({ drifted, discarded }: Tally, { stop }: Plan): SectionTotals {
  return { plannedRounds: stop.minimumRounds, discardedRounds: discarded, unsteady: drifted > discarded };
}

/** How long the page stayed hidden. */
async function untilVisible(host: Host): Promise<number> {
  const beginMs = host.now();
  await host.whenVisible();
  return host.now() - beginMs;
}

/** A group leaves the rotation when all its cases have a reason to. */
function settled(group: ReadyGroup, reasonOf: (measured: MeasuredCase) => StopReason | null): boolean {
  const reasons = group.cases.map(reasonOf);
  if (reasons.some(reason => reason === null)) return false;
  group.cases.forEach((measured, index) => {
    measured.stop = reasons[index]!;
  });
  return true;
}

/** A reference is in many groups: what a look at it says is found once a round. */
function stopReasons(rounds: number, plan: Plan): (measured: MeasuredCase) => StopReason | null {
  const known = new Map<MeasuredCase, StopReason | null>();
  return measured => {
    const seen = known.get(measured);
    if (seen !== undefined) return seen;
    const { id, resolutionNs } = measured.sampler.timer;
    const summary = () => summarize(measured.samples, { timerId: id, resolutionNs });
    const reason = reasonToStop(rounds, summary, plan.stop);
    known.set(measured, reason);
    return reason;
  };
}
