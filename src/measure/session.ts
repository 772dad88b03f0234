import { formatCase } from '../core/address.ts';
import type { Environment } from '../core/environment.ts';
import type { SessionEvent, SessionFacts } from '../core/event.ts';
import type { Plan, Section } from '../core/plan.ts';
import type { BenchRecord, Case } from '../core/record.ts';
import type { Gpu } from '../gpu/device.ts';
import { SharedMemory } from '../gpu/memory.ts';
import type { PipelineCache } from '../gpu/prepare.ts';
import { TimestampTimer } from '../gpu/timers/timestamp.timer.ts';
import { WallTimer } from '../gpu/timers/wall.timer.ts';
import type { Bench, CaseBench } from './bench.ts';
import { gpuExecutor } from './executor.ts';
import type { Host } from './host.ts';
import { type ResolvedHostCase, runHostCase } from './host-case.ts';
import { Ledger } from './ledger.ts';
import type { ResolvedCase } from './resolved-case.ts';
import { runSection } from './section.ts';
import { skip, type Unsealed } from './unsealed-record.ts';

export { plannedCases } from './ledger.ts';

/** Between two sections the device cools down only while the next cases are prepared and checked on it. */
const REWARM_SHARE = 0.2;

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

/** A plan, run: environment, then sections one after the other with their records, then the totals. */
export async function* runOnBench<B extends CaseBench>(
  input: BenchSessionInput<B>,
): AsyncGenerator<SessionEvent> {
  const { plan, host, signal } = input;
  const sessionStartMs = host.now();
  const startedAt = new Date().toISOString();
  const ledger = new Ledger(plan, host, sessionStartMs);
  let current: B = { ...input.bench, clock: ledger };
  let lost = 0;
  let warm = false;
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
      warmupMs: warm ? plan.warmupMs * REWARM_SHARE : plan.warmupMs,
      deadlineMs: ledger.deadlineMs(section),
      signal,
      resolve: input.resolve,
      earlier: address => ledger.okRecord(address),
    });
    for await (const step of steps) {
      if (step.type === 'totals') ledger.addTotals(step.totals);
      else if (step.type === 'hidden') ledger.addHidden(step.hiddenMs);
      else if (step.type === 'progress') yield ledger.progress(step.label, step.doing, step.discardedRounds);
      else yield { type: 'record', record: ledger.add(await input.seal(step.record)) };
    }
    warm = true;
    if (!current.gpu.loss.message) continue;
    yield { type: 'note', message: `The GPU device was lost: ${current.gpu.loss.message}` };
    ended = 'device-lost';
    if (++lost > 1) break;
    try {
      current = { ...(await input.reopen()), clock: ledger };
      ended = 'complete';
    } catch {
      break;
    }
  }
  for (const hostCase of ended === 'device-lost' ? [] : plan.hostCases) {
    if (signal.aborted) break;
    yield ledger.progress(formatCase(hostCase), 'timing on the host', 0);
    const record = await input.runHost(hostCase, current);
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
  const memory = new SharedMemory(gpu.device);
  let sampleCount = 0;
  let roundCount = 0;
  return {
    gpu,
    memory,
    pipelines,
    executor: gpuExecutor(gpu, memory, pipelines),
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
