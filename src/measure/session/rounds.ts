import { messageOf } from '../../core/errors.ts';
import type { RunEvent, SectionRounds } from '../../core/event.ts';
import type { Plan } from '../../core/plan.ts';
import { createRandom, hashText, shuffle } from '../../core/random.ts';
import type { Sample } from '../../core/record/sample.ts';
import type { MeasuredCase } from '../case/measured-case.ts';
import type { SamplePlace } from '../case/numbering.ts';
import { caseLabel } from '../case/resolved-case.ts';
import { createDriftWatch, mayDiscard } from './canary.ts';
import { roundsAhead } from './forecast.ts';
import { progressOf, type RunningSection, weightsOf } from './running-session.ts';
import { type ReadyGroup, stillActive } from './stop.ts';

/** Fewer rounds than this say nothing, so they are run even when preparing has used up the time. */
export const LEAST_ROUNDS = 5;

/** Samples of one round, by case. */
type Taken = ReadonlyMap<MeasuredCase, readonly Sample[]>;

/** Rounds of a section so far. */
interface RoundCounts {
  kept: number;
  discarded: number;
  drifted: number;
  /** On the session's clock, when the first began. */
  readonly sinceMs: number;
}

/** Rounds until every group has a reason to stop, the time is up, or the device is lost. */
export async function* runRounds(
  running: RunningSection,
  groups: readonly ReadyGroup[],
): AsyncGenerator<RunEvent, SectionRounds> {
  const { bench, canary, section, session } = running;
  const { plan, signal, budget } = session;
  const random = createRandom(plan.seed, hashText(section.id));
  const drift = createDriftWatch();
  let active = groups;
  const roundsUntilMs = budget.beginRounds(weightsOf(running));
  const counts: RoundCounts = { kept: 0, discarded: 0, drifted: 0, sinceMs: budget.elapsedMs() };
  while (active.length > 0 && !signal.aborted) {
    if (counts.kept >= LEAST_ROUNDS && budget.elapsedMs() > roundsUntilMs) break;
    await budget.whenVisible();
    await canary?.warmUp();
    const beforeNs = (await canary?.readNs()) ?? null;
    const taken = yield* takeRound(running, shuffle([...active], random), counts);
    if (bench.gpu.loss.message !== null) break;
    const steady = canary === null || drift.look(beforeNs, await canary.readNs()) === 'steady';
    active = active.flatMap(withoutFailed);
    if (keep(taken, steady, counts, plan)) active = stillActive(active, counts.kept, plan.stop);
  }
  if (signal.aborted)
    for (const group of groups) for (const measured of group.cases) measured.stop ??= 'interrupted';
  return {
    id: section.id,
    plannedRounds: plan.stop.minimumRounds,
    discardedRounds: counts.discarded,
    unsteady: counts.drifted > counts.discarded,
  };
}

/** Every group once, reference and rung in turns, A B B A: neighbours pair well. */
async function* takeRound(
  running: RunningSection,
  groups: readonly ReadyGroup[],
  counts: RoundCounts,
): AsyncGenerator<RunEvent, Taken> {
  const { bench, session } = running;
  const round = session.numbering.nextRound();
  const isPoisoned = poisonsOutputs(counts.kept + counts.discarded + 1);
  const taken = new Map<MeasuredCase, Sample[]>();
  for (const { id, cases } of groups) {
    if (session.signal.aborted || bench.gpu.loss.message !== null) break;
    const label = caseLabel(cases.at(-1)!.resolved);
    const doing = `timing round ${counts.kept + 1}`;
    const ahead = aheadOf(running, counts);
    yield progressOf(session, { label, doing, discardedRounds: counts.discarded, ...(ahead && { ahead }) });
    const [a, b] = cases;
    for (const measured of b ? [a!, b, b, a!] : [a!]) {
      const poisons = isPoisoned && !taken.has(measured);
      const samples = await sample(running, measured, { round, group: id }, poisons);
      taken.set(measured, [...(taken.get(measured) ?? []), ...samples]);
    }
  }
  return taken;
}

function aheadOf({ session }: RunningSection, { kept, discarded, sinceMs }: RoundCounts) {
  const seen = kept + discarded;
  const roundMs = seen === 0 ? null : (session.budget.elapsedMs() - sinceMs) / seen;
  return roundsAhead(roundMs, kept, { least: LEAST_ROUNDS, most: session.plan.stop.maximumRounds });
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
  { bench, session }: RunningSection,
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
    await session.losses.noteFailure(bench.gpu.loss, measured.resolved.address);
    return [];
  }
}

/** @returns false where the round drifted and is repeated */
function keep(taken: Taken, steady: boolean, counts: RoundCounts, plan: Plan): boolean {
  const { minimumRounds } = plan.stop;
  const discard = !steady && mayDiscard(counts.discarded, Math.max(minimumRounds, counts.kept));
  if (!steady) counts.drifted++;
  if (discard) counts.discarded++;
  else counts.kept++;
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
