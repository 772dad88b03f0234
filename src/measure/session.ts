import type { Environment } from '../core/environment.ts';
import type { SessionEvent, SessionFacts } from '../core/event.ts';
import type { DeferredSection, Plan, Section } from '../core/plan.ts';
import type { BenchRecord, Case, OkRecord } from '../core/record.ts';
import { formatWait } from '../core/units.ts';
import type { Gpu } from '../gpu/device.ts';
import { SharedMemory } from '../gpu/memory.ts';
import type { PipelineCache } from '../gpu/prepare.ts';
import { TimestampTimer } from '../gpu/timers/timestamp.timer.ts';
import { WallTimer } from '../gpu/timers/wall.timer.ts';
import type { Host } from './host.ts';
import { type ResolvedHostCase, runHostCase } from './host-case.ts';
import { type Bench, skip, type Unsealed } from './measured-case.ts';
import type { ResolvedCase } from './resolved-case.ts';
import { runSection, type SectionTotals } from './section.ts';

export interface SessionInput {
  readonly gpu: Gpu;
  readonly host: Host;
  readonly plan: Plan;
  readonly environment: Environment;
  readonly signal: AbortSignal;
  resolve(c: Case): ResolvedCase;
  resolveHost(c: Case): ResolvedHostCase;
  /** Problems and encodings that later sections will not use may be dropped. */
  forget(keep: ReadonlySet<string>): void;
  seal(record: Unsealed): Promise<BenchRecord>;
  /** What a device has compiled so far, the pilot's pipelines included. */
  pipelines(gpu: Gpu): PipelineCache;
  /** A new device after a loss; asked for once. */
  reopen(): Promise<Gpu>;
}

/** A plan, run: environment, then sections one after the other with their records, then the totals. */
export async function* runSession(input: SessionInput): AsyncGenerator<SessionEvent> {
  const { plan, host, signal } = input;
  const sessionStartMs = host.now();
  const startedAt = new Date().toISOString();
  const ledger = new Ledger(plan, host, sessionStartMs);
  const bench = (gpu: Gpu): Bench => ({
    ...openBench({ ...plan, gpu, host, environment: input.environment, pipelines: input.pipelines(gpu) }),
    clock: ledger,
  });
  let current = bench(input.gpu);
  let lost = 0;
  let ended: SessionFacts['ended'] = 'complete';
  yield { type: 'environment', environment: input.environment };
  for (const { case: c, reason } of plan.leftOut) {
    yield { type: 'record', record: ledger.add(await input.seal(skip(input.resolve(c), reason).record)) };
  }

  for (let section = ledger.next(); section && !signal.aborted; section = ledger.next()) {
    if (ledger.outOfTime()) {
      ended = 'time-cap';
      for (const record of ledger.unmeasured(section, input.resolve)) {
        yield { type: 'record', record: ledger.add(await input.seal(record)) };
      }
      continue;
    }
    input.forget(problemsOf(section, plan));
    const steps = runSection({
      bench: current,
      host,
      plan,
      section,
      deadlineMs: ledger.deadlineMs(section),
      signal,
      resolve: input.resolve,
      earlier: address => ledger.okRecord(address),
    });
    for await (const step of steps) {
      if (step.type === 'totals') ledger.addTotals(step.totals);
      else if (step.type === 'progress') yield ledger.progress(step.label, step.doing, step.discardedRounds);
      else yield { type: 'record', record: ledger.add(await input.seal(step.record)) };
    }
    if (!current.gpu.loss.message) continue;
    yield { type: 'note', message: `The GPU device was lost: ${current.gpu.loss.message}` };
    ended = 'device-lost';
    if (++lost > 1) break;
    try {
      current = bench(await input.reopen());
      ended = 'complete';
    } catch {
      break;
    }
  }
  for (const hostCase of ended === 'device-lost' ? [] : plan.hostCases) {
    if (signal.aborted) break;
    const resolved = input.resolveHost(hostCase);
    yield ledger.progress(resolved.address, 'timing on the host', 0);
    const record = await runHostCase(resolved, current);
    yield { type: 'record', record: ledger.add(await input.seal(record)) };
  }
  current.timers.gpu.destroy();
  yield { type: 'end', facts: ledger.facts({ startedAt, ended: signal.aborted ? 'interrupted' : ended }) };
}

/** A device with its timers, memory and pipelines, for one session or pilot. */
export function openBench(parts: {
  readonly gpu: Gpu;
  readonly host: Host;
  readonly environment: Environment;
  readonly pipelines: PipelineCache;
  readonly streamBytes: number;
  readonly minimumBatchMs: number;
}): Bench {
  const { gpu, host, environment, pipelines, streamBytes, minimumBatchMs } = parts;
  const wall = new WallTimer(gpu.device, host.now, environment.clock.wallStepNs);
  const step = environment.clock.timestampStepNs;
  let sampleCount = 0;
  let roundCount = 0;
  return {
    gpu,
    memory: new SharedMemory(gpu.device),
    pipelines,
    timers: { gpu: step === null ? wall : new TimestampTimer(gpu.device, host.now, step), wall },
    clock: { nextIndex: () => sampleCount++, nextRound: () => roundCount++, sessionStartMs: host.now() },
    streamBytes,
    minimumBatchMs,
  };
}

function problemsOf(section: Section, plan: Plan): ReadonlySet<string> {
  const cases = [...section.groups.flat(), plan.canary, ...plan.hostCases];
  return new Set(cases.map(({ problem }) => JSON.stringify(problem)));
}

/** What a session has seen so far, and the time it has left. */
class Ledger {
  readonly sessionStartMs: number;
  readonly #plan: Plan;
  readonly #host: Host;
  readonly #records = new Map<string, BenchRecord>();
  readonly #waiting: (Section | DeferredSection)[];
  readonly #planned: Set<string>;
  readonly #totals: SectionTotals[] = [];
  #sampleCount = 0;
  #roundCount = 0;

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
    return this.#host.now() - this.sessionStartMs > this.#plan.timeBudgetMs;
  }

  /** Skipped records for the cases of a section that there was no time for. */
  unmeasured(section: Section, resolve: (c: Case) => ResolvedCase): readonly Unsealed[] {
    const addresses = new Map(section.groups.flat().map(c => [resolve(c).address, resolve(c)]));
    const budget = formatWait(this.#plan.timeBudgetMs);
    return [...addresses.values()]
      .filter(({ address }) => !this.#records.has(address))
      .map(resolved => skip(resolved, `the time budget of ${budget} was used up before it`).record);
  }

  /** The section's share of what is left, by weight. */
  deadlineMs(section: Section): number {
    const now = this.#host.now();
    const leftMs = Math.max(0, this.sessionStartMs + this.#plan.timeBudgetMs - now);
    const laterWeight = this.#waiting.reduce((sum, { weight }) => sum + weight, 0);
    const refineWeight = this.#plan.refine ? (this.#plan.refineWeight ?? 0) : 0;
    return now + (leftMs * section.weight) / (section.weight + laterWeight + refineWeight);
  }

  add(record: BenchRecord): BenchRecord {
    this.#records.set(record.address, record);
    return record;
  }

  addTotals(totals: SectionTotals): void {
    this.#totals.push(totals);
  }

  okRecord(address: string): OkRecord | null {
    const record = this.#records.get(address);
    return record?.status === 'ok' ? record : null;
  }

  progress(label: string, doing: string, sectionDiscards: number): SessionEvent {
    const elapsedMs = this.#host.now() - this.sessionStartMs;
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
