import { formatCase } from '../../core/address.ts';
import type { Environment } from '../../core/environment.ts';
import type { SessionEvent, SessionFacts } from '../../core/event.ts';
import type { Plan, Section } from '../../core/plan.ts';
import type { BenchRecord, Case } from '../../core/record.ts';
import type { Gpu } from '../../gpu/device.ts';
import type { PipelineCache } from '../../gpu/prepare.ts';
import type { Bench, CaseBench } from '../case/bench.ts';
import type { Host } from '../case/host.ts';
import { type ResolvedHostCase, runHostCase } from '../case/host-case.ts';
import { openBench } from '../case/open-bench.ts';
import type { ResolvedCase } from '../case/resolved-case.ts';
import { skip, type Unsealed } from '../case/unsealed-record.ts';
import { CanaryProbe } from './canary-probe.ts';
import { laterRecord } from './later-record.ts';
import { Ledger } from './ledger.ts';
import { Losses } from './losses.ts';
import { runSection } from './section.ts';

export { openBench } from '../case/open-bench.ts';
export { plannedCases } from './ledger.ts';

interface CommonInput {
  readonly host: Host;
  readonly plan: Plan;
  readonly environment: Environment;
  readonly signal: AbortSignal;
  resolve(c: Case): ResolvedCase;
  /** Problems and encodings that later sections will not use may be dropped. */
  forget(keep: ReadonlySet<string>): void;
  seal(record: Unsealed): Promise<BenchRecord>;
}

export interface SessionInput extends CommonInput {
  readonly gpu: Gpu;
  resolveHost(c: Case): ResolvedHostCase;
  /** What a device has compiled so far, the pilot's pipelines included. */
  pipelines(gpu: Gpu): PipelineCache;
  /** A new device after a loss; asked for once. */
  reopen(): Promise<Gpu>;
}

/** A session on any bench, a simulated one among them. */
export interface BenchSessionInput<B extends CaseBench> extends CommonInput {
  readonly bench: B;
  /** A bench on a new device after a loss; asked for once. */
  reopen(): Promise<B>;
  /** Times one of the plan's host cases. */
  runHost(c: Case, bench: B): Promise<Unsealed>;
}

/** A plan, run on a GPU. */
export function runSession(input: SessionInput): AsyncGenerator<SessionEvent> {
  const { host, environment, plan } = input;
  const bench = (gpu: Gpu): Bench =>
    openBench({ ...plan, gpu, host, environment, pipelines: input.pipelines(gpu) });
  return runOnBench({
    ...input,
    bench: bench(input.gpu),
    reopen: async () => bench(await input.reopen()),
    runHost: (c, current) => runHostCase(input.resolveHost(c), current),
  });
}

/** What a session keeps from section to section. */
interface Books {
  readonly ledger: Ledger;
  readonly losses: Losses;
}

/** A bench as long as its device lasts. */
interface Stand<B extends CaseBench> {
  readonly bench: B;
  readonly canary: CanaryProbe | null;
}

/** A plan, run: environment, then sections one after the other with their records, then the totals. */
export async function* runOnBench<B extends CaseBench>(
  input: BenchSessionInput<B>,
): AsyncGenerator<SessionEvent> {
  const { plan, host, signal } = input;
  const startedAt = new Date().toISOString();
  const ledger = new Ledger(plan, host, host.now());
  const books: Books = { ledger, losses: new Losses(host) };
  yield { type: 'environment', environment: input.environment };
  for (const { case: c, reason } of plan.leftOut)
    yield* recorded(input, books, skip(input.resolve(c), reason).record);

  let { bench } = input;
  let stand: Stand<B> | null = null;
  let ended: SessionFacts['ended'] = 'complete';
  let mayReopen = true;
  for (let section = ledger.next(); section && !signal.aborted; section = ledger.next()) {
    if (ledger.outOfTime()) {
      ended = 'time-cap';
      for (const record of ledger.unmeasured(section, input.resolve)) yield* recorded(input, books, record);
      continue;
    }
    stand ??= await standOn(input, books, bench);
    yield* measureSection(input, books, stand, section);
    const lost = bench.gpu.loss.message;
    if (lost === null) continue;
    yield { type: 'note', message: `The GPU device was lost: ${lost}` };
    const next: B | null = mayReopen ? await input.reopen().catch(() => null) : null;
    if (!next) {
      ended = 'device-lost';
      break;
    }
    mayReopen = false;
    bench = next;
    stand = null;
  }
  if (ended !== 'device-lost') yield* runHostCases(input, books, bench);
  stand?.canary?.destroy();
  bench.timers.gpu.destroy();
  yield { type: 'end', facts: ledger.facts({ startedAt, ended: signal.aborted ? 'interrupted' : ended }) };
}

async function standOn<B extends CaseBench>(
  input: BenchSessionInput<B>,
  { ledger, losses }: Books,
  opened: B,
): Promise<Stand<B>> {
  const bench = { ...opened, clock: ledger };
  return { bench, canary: await CanaryProbe.open({ ...input, bench, losses }) };
}

async function* measureSection<B extends CaseBench>(
  input: BenchSessionInput<B>,
  books: Books,
  stand: Stand<B>,
  section: Section,
): AsyncGenerator<SessionEvent> {
  const { ledger, losses } = books;
  input.forget(problemsOf(section, input.plan));
  const steps = runSection({
    ...input,
    ...stand,
    section,
    losses,
    prepareUntilMs: ledger.prepareUntilMs(section),
    roundsUntilMs: () => ledger.roundsUntilMs(section),
    earlier: address => ledger.okRecord(address),
  });
  for await (const step of steps) {
    if (step.type === 'totals') ledger.addTotals(step.totals);
    else if (step.type === 'hidden') ledger.addHidden(step.hiddenMs);
    else if (step.type === 'progress') yield ledger.progress(step.label, step.doing, step.discardedRounds);
    else yield* recorded(input, books, step.record);
  }
}

async function* runHostCases<B extends CaseBench>(
  input: BenchSessionInput<B>,
  books: Books,
  bench: B,
): AsyncGenerator<SessionEvent> {
  for (const hostCase of input.plan.hostCases) {
    if (input.signal.aborted) return;
    yield books.ledger.progress(formatCase(hostCase), 'timing on the host', 0);
    yield* recorded(input, books, await input.runHost(hostCase, bench));
  }
}

/** The record, unless what is known of its address counts for more. */
async function* recorded(
  { seal }: Pick<CommonInput, 'seal'>,
  { ledger }: Books,
  record: Unsealed,
): AsyncGenerator<SessionEvent> {
  const fate = laterRecord(ledger.record(record.address), record);
  if (fate === 'replaces') yield { type: 'record', record: ledger.add(await seal(record)) };
  if (fate === 'is noted' && record.status === 'failed') {
    const message = `${record.address} failed when it was measured again, what was measured before stands: ${record.message}`;
    yield { type: 'note', message };
  }
}

function problemsOf(section: Section, plan: Plan): ReadonlySet<string> {
  const cases = [...section.groups.flat(), plan.canary, ...plan.hostCases];
  return new Set(cases.map(({ problem }) => JSON.stringify(problem)));
}
