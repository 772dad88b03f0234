import type { Environment } from '../../core/environment.ts';
import type { RunEvent } from '../../core/event.ts';
import type { Plan, Section } from '../../core/plan.ts';
import { formatCase } from '../../core/record/address.ts';
import type { BenchRecord, Case } from '../../core/record/record.ts';
import type { SessionFacts } from '../../core/record/result-file.ts';
import { formatWait } from '../../core/units.ts';
import type { Gpu } from '../../gpu/device.ts';
import type { PipelineCache } from '../../gpu/prepare.ts';
import { type Bench, type CaseBench, type Host, openBench } from '../case/bench.ts';
import { type ResolvedHostCase, runHostCase } from '../case/host-case.ts';
import { createNumbering } from '../case/numbering.ts';
import { skip, type Unsealed } from '../case/unsealed-record.ts';
import { createBudget } from './budget.ts';
import { CanaryProbe } from './canary.ts';
import { Losses } from './losses.ts';
import { withMoreTime } from './more-time.ts';
import { createQueue } from './queue.ts';
import { createRecords } from './records.ts';
import { factsOf, progressOf, type RunningSession, type SessionResolver } from './running-session.ts';
import { runSection } from './section.ts';

interface CommonInput {
  readonly host: Host;
  readonly plan: Plan;
  readonly environment: Environment;
  readonly signal: AbortSignal;
  /**
   * Asked when the session has ended with cases that it had no time for, its device still open.
   * @returns ms more for them; null: it is over
   */
  longer?(): Promise<number | null>;
  seal(record: Unsealed): Promise<BenchRecord>;
}

export interface SessionInput extends CommonInput {
  readonly gpu: Gpu;
  readonly resolver: SessionResolver & { resolveHost(c: Case): ResolvedHostCase };
  /** What a device has compiled so far, the pilot's pipelines included. */
  pipelines(gpu: Gpu): PipelineCache;
  /** A new device after a loss; asked for once. */
  reopen(): Promise<Gpu>;
}

/** A session on any bench, a simulated one among them. */
export interface BenchSessionInput<B extends CaseBench> extends CommonInput {
  readonly bench: B;
  readonly resolver: SessionResolver;
  /** A bench on a new device after a loss; asked for once. */
  reopen(): Promise<B>;
  /** Times one of the plan's host cases. */
  runHost(c: Case, bench: B): Promise<Unsealed>;
}

/** A plan, run on a GPU. */
export function runSession(input: SessionInput): AsyncGenerator<RunEvent> {
  const { gpu, plan, host, environment, signal, resolver, seal } = input;
  const { streamBytes, minimumBatchMs } = plan;
  const benchOf = (device: Gpu): Bench => {
    const pipelines = input.pipelines(device);
    return openBench({ gpu: device, host, environment, pipelines, streamBytes, minimumBatchMs });
  };
  return runOnBench({
    bench: benchOf(gpu),
    plan,
    host,
    environment,
    signal,
    resolver,
    seal,
    ...(input.longer && { longer: input.longer }),
    reopen: async () => benchOf(await input.reopen()),
    runHost: (c, bench) => runHostCase(resolver.resolveHost(c), bench),
  });
}

/** A plan, run: environment, then sections one after the other with their records, then the totals. */
export async function* runOnBench<B extends CaseBench>(
  input: BenchSessionInput<B>,
): AsyncGenerator<RunEvent> {
  const { plan, environment, resolver, signal } = input;
  let session = begin(input);
  const { records } = session;
  yield { type: 'environment', environment };
  for (const { case: c, reason } of plan.leftOut)
    yield* records.add(skip(resolver.resolve(c), 'plan', reason));
  let bench: B = { ...input.bench, numbering: session.numbering };
  for (;;) {
    const outcome = yield* runPlan(input, session, bench);
    bench = outcome.bench;
    const facts = factsOf(session, { ended: signal.aborted ? 'interrupted' : outcome.ended });
    yield { type: 'end', facts };
    const isOpen = facts.ended !== 'interrupted' && facts.ended !== 'device-lost';
    const next = isOpen ? await withMoreTime(session, input.longer) : null;
    if (next === null) break;
    session = next;
  }
  bench.timers.gpu.destroy();
}

/** All sections that wait, then what is timed on the host; on another device where the first is lost. */
async function* runPlan<B extends CaseBench>(
  input: BenchSessionInput<B>,
  session: RunningSession,
  given: B,
): AsyncGenerator<RunEvent, { readonly bench: B; readonly ended: SessionFacts['ended'] }> {
  let bench = given;
  // It may have gone while the session waited for more time.
  let ended = bench.gpu.loss.message === null ? yield* runSections(session, bench) : 'device-lost';
  if (ended === 'device-lost') {
    const opened = await input.reopen().catch(() => null);
    if (opened) {
      bench = { ...opened, numbering: session.numbering };
      ended = yield* runSections(session, bench);
    }
  }
  if (ended !== 'device-lost') yield* runHostCases(session, c => input.runHost(c, bench));
  return { bench, ended };
}

function begin({ plan, host, signal, resolver, seal }: BenchSessionInput<CaseBench>): RunningSession {
  const startMs = host.now();
  return {
    plan,
    startedAt: new Date().toISOString(),
    host,
    signal,
    resolver,
    numbering: createNumbering(startMs),
    budget: createBudget(host, startMs, plan.timeBudgetMs),
    queue: createQueue(plan),
    records: createRecords(seal),
    losses: new Losses(host),
    sections: [],
    continued: [],
  };
}

/** Sections on one device, until nothing is left or the device is lost. */
async function* runSections(
  session: RunningSession,
  bench: CaseBench,
): AsyncGenerator<RunEvent, SessionFacts['ended']> {
  const { plan, host, signal, resolver, losses, queue, records, budget } = session;
  const next = (): Section | null => queue.next(records.all(), !budget.isUsedUp());
  let canary: CanaryProbe | null | undefined;
  let ended: SessionFacts['ended'] = 'complete';
  for (let section = next(); section && !signal.aborted; section = next()) {
    if (budget.isUsedUp()) {
      ended = 'time-cap';
      yield* skipSection(session, section);
      queue.leave();
      continue;
    }
    if (canary === undefined) canary = await CanaryProbe.open({ bench, host, plan, losses, resolver });
    resolver.forget(problemsOf(section, plan));
    yield* runSection({ session, section, bench, canary });
    const lost = bench.gpu.loss.message;
    if (lost === null) continue;
    yield { type: 'note', message: `The GPU device was lost: ${lost}` };
    return 'device-lost';
  }
  canary?.destroy();
  return ended;
}

/** Skipped records for the cases of a section that there was no time for. */
async function* skipSection(
  { plan, resolver, records }: RunningSession,
  { groups }: Section,
): AsyncGenerator<RunEvent> {
  const reason = `the time budget of ${formatWait(plan.promisedMs ?? plan.timeBudgetMs)} was used up before it`;
  for (const resolved of groups.flat().map(resolver.resolve))
    if (!records.has(resolved.address)) yield* records.add(skip(resolved, 'time', reason));
}

async function* runHostCases(
  session: RunningSession,
  runHost: (c: Case) => Promise<Unsealed>,
): AsyncGenerator<RunEvent> {
  const { hostCases } = session.plan;
  for (const [index, hostCase] of hostCases.entries()) {
    if (session.signal.aborted) return;
    const label = formatCase(hostCase);
    const endingShare = 1 - index / hostCases.length;
    yield progressOf(session, { label, doing: 'timing on the host', discardedRounds: 0, endingShare });
    yield* session.records.add(await runHost(hostCase));
  }
}

function problemsOf(section: Section, plan: Plan): ReadonlySet<string> {
  const cases = [...section.groups.flat(), plan.canary, ...plan.hostCases];
  return new Set(cases.map(({ problem }) => JSON.stringify(problem)));
}
