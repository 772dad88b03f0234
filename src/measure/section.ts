import type { Progress } from '../core/event.ts';
import type { Group, Plan, Section } from '../core/plan.ts';
import { createRandom, hashText, shuffle } from '../core/random.ts';
import type { Case, OkRecord, StopReason } from '../core/record.ts';
import { summarize } from '../stats/summary.ts';
import type { CaseBench } from './bench.ts';
import { createCanary, mayDiscard } from './canary.ts';
import { canaryNs, prepareCanaryProbe, warmUp } from './canary-probe.ts';
import { caseLabel } from './case-label.ts';
import type { Host } from './host.ts';
import { finish, type MeasuredCase, measureFirst } from './measured-case.ts';
import type { ResolvedCase } from './resolved-case.ts';
import { reasonToStop } from './stop.ts';
import { failure, type Unsealed } from './unsealed-record.ts';

/** Fewer rounds than this say nothing, so they are run even when preparing has used up the time. */
const LEAST_ROUNDS = 5;

export interface SectionInput {
  readonly bench: CaseBench;
  readonly host: Host;
  readonly plan: Plan;
  readonly section: Section;
  /** Load before the first round, to reach steady clocks. */
  readonly warmupMs: number;
  /** On the host's clock; put off by as long as the page is hidden. */
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
  resolve(c: Case): ResolvedCase;
  earlier(address: string): OkRecord | null;
}

export interface SectionTotals {
  readonly plannedRounds: number;
  readonly discardedRounds: number;
  readonly unsteady: boolean;
}

export type SectionStep =
  | {
      readonly type: 'progress';
      readonly label: string;
      readonly doing: string;
      readonly discardedRounds: number;
    }
  | { readonly type: 'record'; readonly record: Unsealed }
  /** The page was hidden, and nothing was measured. */
  | { readonly type: 'hidden'; readonly hiddenMs: number }
  | { readonly type: 'totals'; readonly totals: SectionTotals };

/** A group whose cases are all ready: one alone, or reference and rung. */
interface ReadyGroup {
  readonly id: string;
  readonly cases: readonly MeasuredCase[];
  readonly order: readonly MeasuredCase[];
}

/** Prepares and checks the cases of a section, times them in interleaved rounds, checks again, frees. */
export async function* runSection(input: SectionInput): AsyncGenerator<SectionStep> {
  const { section, bench, host, signal } = input;
  const ready = new Map<string, MeasuredCase>();
  try {
    for (const resolved of casesOf(section, input.resolve)) {
      if (signal.aborted) break;
      yield progressStep(resolved, 'checking', 0);
      await host.breathe();
      const outcome = await measureFirst(bench, resolved);
      if ('measured' in outcome) ready.set(resolved.address, outcome.measured);
      else yield { type: 'record', record: outcome.record };
    }
    const groups = readyGroups(section, input.resolve, ready);
    yield* runRounds(input, groups);
    for (const measured of ready.values()) {
      const record = bench.gpu.loss.message
        ? failure(measured.resolved, 'time', `the device was lost: ${bench.gpu.loss.message}`)
        : await finish(measured, input.earlier(measured.resolved.address));
      yield { type: 'record', record };
    }
  } finally {
    for (const measured of ready.values()) measured.prepared.destroy();
  }
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
  section: Section,
  resolve: SectionInput['resolve'],
  ready: ReadonlyMap<string, MeasuredCase>,
): ReadyGroup[] {
  return section.groups.flatMap((group: Group, index) => {
    const cases = group.flatMap(c => ready.get(resolve(c).address) ?? []);
    const [a, b] = cases;
    if (!a) return [];
    return [{ id: `${section.id}/${index}`, cases, order: b ? [a, b, b, a] : [a] }];
  });
}

async function* runRounds(input: SectionInput, groups: readonly ReadyGroup[]): AsyncGenerator<SectionStep> {
  const { bench, host, plan, section, signal } = input;
  const random = createRandom(plan.seed, hashText(section.id));
  const canary = createCanary();
  const probe = await prepareCanaryProbe(bench, input.resolve(plan.canary));
  await warmUp(probe, input);
  const planned = plan.stop.minimumRounds;
  let active = groups.filter(group => group.cases.length > 0);
  let discarded = 0;
  let drifted = 0;
  let kept = 0;
  let { deadlineMs } = input;
  try {
    while (active.length > 0 && !signal.aborted) {
      if (kept >= LEAST_ROUNDS && host.now() > deadlineMs) break;
      const hiddenMs = await untilVisible(host);
      deadlineMs += hiddenMs;
      yield { type: 'hidden', hiddenMs };
      const round = bench.clock.nextRound();
      const before = await canaryNs(probe);
      const taken = new Map<MeasuredCase, Awaited<ReturnType<MeasuredCase['sampler']['sample']>>[number][]>();
      for (const group of shuffle([...active], random)) {
        if (signal.aborted || bench.gpu.loss.message) break;
        yield progressStep(group.cases.at(-1)!.resolved, `timing round ${kept + 1}`, discarded);
        for (const measured of group.order) {
          const samples = await measured.sampler.sample({ round, group: group.id });
          taken.set(measured, [...(taken.get(measured) ?? []), ...samples]);
        }
      }
      if (bench.gpu.loss.message) break;
      const steady = probe === null || canary.judge(before, await canaryNs(probe)) === 'steady';
      if (!steady) drifted++;
      const discard = !steady && mayDiscard(discarded, Math.max(planned, kept));
      for (const [measured, samples] of taken)
        (discard ? measured.discardedSamples : measured.samples).push(...samples);
      if (discard) {
        discarded++;
        continue;
      }
      kept++;
      for (const measured of taken.keys()) measured.rounds++;
      const reasonOf = stopReasons(kept, plan);
      active = active.filter(group => !settled(group, reasonOf));
    }
  } finally {
    probe?.prepared.destroy();
  }
  if (signal.aborted)
    for (const group of groups) for (const measured of group.cases) measured.stop ??= 'interrupted';
  yield {
    type: 'totals',
    totals: { plannedRounds: planned, discardedRounds: discarded, unsteady: drifted > discarded },
  };
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

function progressStep(
  resolved: ResolvedCase,
  doing: Progress['doing'],
  discardedRounds: number,
): SectionStep {
  return { type: 'progress', label: caseLabel(resolved), doing, discardedRounds };
}
