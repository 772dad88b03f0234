import type { Progress, RunEvent, SectionRounds } from '../../core/event.ts';
import type { Plan, Section } from '../../core/plan.ts';
import type { Case } from '../../core/record/record.ts';
import type { SessionFacts } from '../../core/record/result-file.ts';
import type { CaseBench, Host } from '../case/bench.ts';
import type { Numbering } from '../case/numbering.ts';
import type { ResolvedCase } from '../case/resolved-case.ts';
import type { SectionWeights, TimeBudget } from './budget.ts';
import type { CanaryProbe } from './canary.ts';
import { forecastMs, type RoundsAhead } from './forecast.ts';
import type { Losses } from './losses.ts';
import type { SectionQueue } from './queue.ts';
import type { SessionRecords } from './records.ts';

/** Says what the ids of cases stand for, and drops what it made for them when told. */
export interface SessionResolver {
  resolve(c: Case): ResolvedCase;
  /** Problems and encodings that later sections will not use may be dropped. */
  forget(keep: ReadonlySet<string>): void;
}

/** A session while it runs, over all its sections and devices. */
export interface RunningSession {
  readonly plan: Plan;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly host: Host;
  readonly signal: AbortSignal;
  readonly resolver: SessionResolver;
  readonly numbering: Numbering;
  readonly budget: TimeBudget;
  readonly queue: SectionQueue;
  readonly records: SessionRecords;
  readonly losses: Losses;
  /** Of the sections that are over. */
  readonly sections: SectionRounds[];
  /** Ends after which it went on, ms since the session began. */
  readonly continued: NonNullable<SessionFacts['continued']>;
}

/** One section on the device that it runs on. */
export interface RunningSection {
  readonly session: RunningSession;
  readonly section: Section;
  readonly bench: CaseBench;
  /** Null where the read probe cannot be measured: then no round counts as drifted. */
  readonly canary: CanaryProbe | null;
}

/** The section's weight against those that are still to come. */
export function weightsOf({ section, session }: RunningSection): SectionWeights {
  return { own: section.weight, ...session.queue.laterWeights() };
}

/** What goes on, and the rounds that the section at hand has discarded. */
interface Doing extends Pick<Progress, 'label' | 'doing' | 'discardedRounds'> {
  /** What is known of the rounds of the section at hand. */
  readonly ahead?: RoundsAhead;
  /** Share of what comes after the sections that is still to do; absent while there are sections. */
  readonly endingShare?: number;
}

export function progressOf({ plan, budget, queue, records, sections }: RunningSession, now: Doing): RunEvent {
  const { ahead, endingShare } = now;
  const sectionsMs =
    endingShare === undefined
      ? forecastMs({ leftMs: budget.remainingMs(), ahead, later: queue.laterWeights() })
      : 0;
  const known = records.all();
  const progress = {
    done: known.length,
    total: Math.max(queue.plannedCount(), known.length),
    label: now.label,
    doing: now.doing,
    elapsedMs: (plan.preparedMs ?? 0) + budget.elapsedMs(),
    remainingMs: sectionsMs + (endingShare ?? 1) * (plan.endingMs ?? 0),
    discardedRounds: discardedIn(sections) + now.discardedRounds,
    skippedCases: known.filter(({ status }) => status === 'skipped').length,
  };
  return { type: 'progress', progress };
}

/** The totals of a session that is over, or as they stand. */
export function factsOf(
  { plan, startedAt, host, numbering, sections, records, continued }: RunningSession,
  end: Pick<SessionFacts, 'ended' | 'lastSection'>,
): SessionFacts {
  const failedAgain = records.failedAgain();
  const waitedMs = continued.reduce((sum, pause) => sum + pause.waitedMs, 0);
  return {
    suite: plan.suite,
    seed: plan.seed,
    startedAt,
    durationMs: host.now() - numbering.sessionStartMs - waitedMs,
    ...end,
    ...(continued.length > 0 && { continued }),
    plannedRounds: sections.reduce((sum, { plannedRounds }) => sum + plannedRounds, 0),
    discardedRounds: discardedIn(sections),
    unsteady: sections.some(({ unsteady }) => unsteady),
    ...(failedAgain > 0 && { failedAgain }),
  };
}

function discardedIn(sections: readonly SectionRounds[]): number {
  return sections.reduce((sum, { discardedRounds }) => sum + discardedRounds, 0);
}
