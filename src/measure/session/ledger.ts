import type { SessionEvent, SessionFacts } from '../../core/event.ts';
import type { DeferredSection, Plan, Section } from '../../core/plan.ts';
import type { BenchRecord, Case, OkRecord } from '../../core/record.ts';
import { formatWait } from '../../core/units.ts';
import type { Host } from '../case/host.ts';
import type { ResolvedCase } from '../case/resolved-case.ts';
import { skip, type Unsealed } from '../case/unsealed-record.ts';
import type { SectionTotals } from './section-step.ts';

/** What preparing a section may take, as a multiple of what its rounds may. */
const PREPARING_TIMES = 2;
/** Share of what is left that is kept back at most for preparing later sections. */
const MOST_RESERVED = 0.4;

/** What a session has seen so far, and the time it has left. */
export class Ledger {
  readonly sessionStartMs: number;
  readonly #plan: Plan;
  readonly #host: Host;
  readonly #records = new Map<string, BenchRecord>();
  readonly #waiting: (Section | DeferredSection)[];
  readonly #planned: Set<string>;
  readonly #totals: SectionTotals[] = [];
  readonly #prepared = { ms: 0, weight: 0 };
  #sectionStartMs = 0;
  #sampleCount = 0;
  #roundCount = 0;
  #hiddenMs = 0;

  constructor(plan: Plan, host: Host, sessionStartMs: number) {
    this.#plan = plan;
    this.#host = host;
    this.sessionStartMs = sessionStartMs;
    this.#waiting = [...plan.sections];
    this.#planned = new Set([...plannedCases(plan)].map(keyOf));
  }

  nextIndex(): number {
    return this.#sampleCount++;
  }

  nextRound(): number {
    return this.#roundCount++;
  }

  next(): Section | null {
    const waiting = this.#waiting.shift();
    const next = waiting ? this.#chosen(waiting) : this.#refined();
    for (const c of next?.groups.flat() ?? []) this.#planned.add(keyOf(c));
    return next;
  }

  #chosen(section: Section | DeferredSection): Section {
    return 'groups' in section
      ? section
      : { ...section, groups: section.choose([...this.#records.values()]) };
  }

  #refined(): Section | null {
    return this.outOfTime() ? null : (this.#plan.refine?.([...this.#records.values()]) ?? null);
  }

  outOfTime(): boolean {
    return this.#elapsedMs() > this.#plan.timeBudgetMs;
  }

  /** Skipped records for the cases of a section that there was no time for. */
  unmeasured(section: Section, resolve: (c: Case) => ResolvedCase): readonly Unsealed[] {
    const addresses = new Map(section.groups.flat().map(c => [resolve(c).address, resolve(c)]));
    const budget = formatWait(this.#plan.timeBudgetMs);
    return [...addresses.values()]
      .filter(({ address }) => !this.#records.has(address))
      .map(resolved => skip(resolved, `the time budget of ${budget} was used up before it`).record);
  }

  /** Preparing may take a section's share once more, as long as the suite has the time. Asked when a section begins. */
  prepareUntilMs(section: Section): number {
    this.#sectionStartMs = this.#host.now();
    return this.#sectionStartMs + Math.min(this.#leftMs(), PREPARING_TIMES * this.#shareMs(section));
  }

  /** The section's share of what is left, by weight. Asked when its cases are prepared. */
  roundsUntilMs(section: Section): number {
    this.#prepared.ms += this.#host.now() - this.#sectionStartMs;
    this.#prepared.weight += section.weight;
    return this.#host.now() + this.#shareMs(section);
  }

  /** Later sections have to be prepared, too: about as long, by weight, as those before took. */
  #shareMs(section: Section): number {
    const laterWeight = this.#waiting.reduce((sum, { weight }) => sum + weight, 0);
    const refineWeight = this.#plan.refine ? (this.#plan.refineWeight ?? 0) : 0;
    const { ms, weight } = this.#prepared;
    const leftMs = this.#leftMs();
    const reservedMs = weight === 0 ? 0 : Math.min(MOST_RESERVED * leftMs, (laterWeight * ms) / weight);
    return ((leftMs - reservedMs) * section.weight) / (section.weight + laterWeight + refineWeight);
  }

  #leftMs(): number {
    return Math.max(0, this.#plan.timeBudgetMs - this.#elapsedMs());
  }

  add(record: BenchRecord): BenchRecord {
    this.#records.set(record.address, record);
    return record;
  }

  addHidden(ms: number): void {
    this.#hiddenMs += ms;
  }

  /** What counts against the time budget: a hidden page measures nothing. */
  #elapsedMs(): number {
    return this.#host.now() - this.sessionStartMs - this.#hiddenMs;
  }

  addTotals(totals: SectionTotals): void {
    this.#totals.push(totals);
  }

  record(address: string): BenchRecord | null {
    return this.#records.get(address) ?? null;
  }

  okRecord(address: string): OkRecord | null {
    const record = this.record(address);
    return record?.status === 'ok' ? record : null;
  }

  progress(label: string, doing: string, sectionDiscards: number): SessionEvent {
    const elapsedMs = this.#elapsedMs();
    const progress = {
      done: this.#records.size,
      total: Math.max(this.#planned.size, this.#records.size),
      label,
      doing,
      elapsedMs,
      remainingMs: Math.max(0, this.#plan.timeBudgetMs - elapsedMs),
      discardedRounds: this.#discardedRounds() + sectionDiscards,
      skippedCases: [...this.#records.values()].filter(({ status }) => status === 'skipped').length,
    };
    return { type: 'progress', progress };
  }

  facts({ startedAt, ended }: Pick<SessionFacts, 'startedAt' | 'ended'>): SessionFacts {
    return {
      suite: this.#plan.suite,
      seed: this.#plan.seed,
      startedAt,
      durationMs: this.#host.now() - this.sessionStartMs,
      ended,
      plannedRounds: this.#totals.reduce((sum, { plannedRounds }) => sum + plannedRounds, 0),
      discardedRounds: this.#discardedRounds(),
      unsteady: this.#totals.some(({ unsteady }) => unsteady),
    };
  }

  #discardedRounds(): number {
    return this.#totals.reduce((sum, { discardedRounds }) => sum + discardedRounds, 0);
  }
}

/** What is known of the cases before the run. */
export function plannedCases(plan: Plan): readonly Case[] {
  return [
    ...plan.sections.flatMap(section => ('groups' in section ? section.groups.flat() : [])),
    ...plan.hostCases,
  ];
}

function keyOf(c: Case): string {
  return JSON.stringify(c);
}
