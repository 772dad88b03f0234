import { baselines, get, kernels, partsOf } from '../catalog.ts';
import type { Environment } from '../core/environment.ts';
import type { RunEvent } from '../core/event.ts';
import { type Plan, promisedMs, type Suite } from '../core/plan.ts';
import { factsOf } from '../core/problem.ts';
import { skippedForTime } from '../core/record/left-out.ts';
import type { BenchRecord } from '../core/record/record.ts';
import type { SessionFacts } from '../core/record/result-file.ts';
import type { Gpu } from '../gpu/device.ts';
import { closeGpu, openGpu } from '../gpu/open.ts';
import { PipelineCache } from '../gpu/prepare.ts';
import { openBench } from '../measure/case/bench.ts';
import { guessedPilot, runPilot } from '../measure/device/pilot.ts';
import type { AdapterWish, Platform } from '../platform/platform.ts';
import type { FileProblem, MatrixInput } from '../problems/files/read-files.ts';
import { sealRecord, textHash } from '../store/hash.ts';
import { completePlan, createResolver } from './cases.ts';
import { describeEnvironment } from './environment.ts';
import { requireMatrices, requireMeasured } from './matrices.ts';
import { suites } from './suites.ts';
import { takingKernels } from './taking-kernels.ts';

export interface RunInput {
  readonly platform: Platform;
  readonly suiteId: string;
  /** Made for this run, in place of the named one. */
  readonly suite?: Suite;
  readonly files: readonly MatrixInput[];
  readonly kernelsGlob: string | null;
  readonly adapter: AdapterWish;
  readonly seed: number;
  /** Null: the suite's own. */
  readonly timeBudgetMs: number | null;
  readonly label: string | null;
  readonly signal: AbortSignal;
  readonly programVersion: string;
  /**
   * Asked after a result with cases left out for time, while the device is still open.
   * @returns ms more for them: the run goes on, and ends in a fuller result; null: it is over. Absent: it is over
   */
  longer?(): Promise<number | null>;
}

/** The pilot's batches are short, and its sets larger than all but the largest caches. */
const PILOT_BATCH_MS = 2;
const PILOT_STREAM_BYTES = { hardware: 256 * 2 ** 20, software: 128 * 2 ** 20 } as const;
/** Of the time for sections, what is left for them however long choosing the sizes takes. */
const LEAST_MEASURED = 0.5;
/** Findings are recomputed while records arrive, at most this often. */
const ANALYSIS_INTERVAL_MS = 1000;

/** From a choice to a result file, in one stream: the same for the command line and the page. */
export async function* runSuite(options: RunInput): AsyncGenerator<RunEvent> {
  const opened: Gpu[] = [];
  const remarks: string[] = [];
  const open = async (): Promise<Gpu> => {
    const gpu = await openGpu(options.platform, options.adapter, options.signal);
    opened.push(gpu);
    if (gpu.concession !== null) remarks.push(`The GPU device was ${gpu.concession}.`);
    return gpu;
  };
  try {
    for await (const event of runWith(options, { open, remark: message => remarks.push(message) })) {
      for (const message of remarks.splice(0)) yield { type: 'note', message };
      yield event;
    }
  } finally {
    for (const gpu of opened) closeGpu(gpu);
  }
}

/** What a run asks of whoever started it. */
interface Surroundings {
  /** The device, and another one after a loss. */
  open(): Promise<Gpu>;
  /** Something that the reader should hear of. */
  remark(message: string): void;
}

async function* runWith(options: RunInput, surroundings: Surroundings): AsyncGenerator<RunEvent> {
  const { platform, signal } = options;
  // A page loads them when it is to measure, not when it is looked at; and before anything is timed.
  const { analyze } = await import('../analysis/analyze.ts');
  const { runSession } = await import('../measure/session/session.ts');
  const { composeResult } = await import('./result.ts');
  const { gpu, environment, resolver, plan, pipelines } = yield* prepareRun(options, surroundings);
  const records = new Map<string, BenchRecord>();
  let hasEnded = false;
  let analysedAtMs = Number.NEGATIVE_INFINITY;
  const session = runSession({
    gpu,
    plan,
    environment,
    resolver,
    pipelines,
    host: platform,
    signal,
    seal: sealRecord,
    reopen: surroundings.open,
    ...(options.longer && { longer: () => moreTime(options.longer!, records) }),
  });
  const compose = (ended: SessionFacts) => {
    const measured = [...records.values()];
    const analysis = analyze(measured, environment);
    return composeResult(
      { plan, environment, facts: ended, records: measured, analysis },
      options.programVersion,
    );
  };
  for await (const event of session) {
    yield event;
    if (event.type === 'end') {
      hasEnded = true;
      yield { type: 'result', file: await compose(event.facts) };
    }
    if (event.type === 'section') yield { type: 'partial', file: await compose(event.facts) };
    if (event.type !== 'record') continue;
    records.set(event.record.address, event.record);
    if (platform.now() - analysedAtMs < ANALYSIS_INTERVAL_MS) continue;
    yield { type: 'analysis', analysis: analyze([...records.values()], environment) };
    analysedAtMs = platform.now();
  }
  if (!hasEnded) throw new Error('the session ended without its totals');
}

/** Where there is more, what was left out for time is measured or left out anew. */
async function moreTime(
  longer: () => Promise<number | null>,
  records: Map<string, BenchRecord>,
): Promise<number | null> {
  const moreMs = await longer();
  if (moreMs === null) return null;
  for (const [address, record] of records) if (skippedForTime(record)) records.delete(address);
  return moreMs;
}

/** What a session needs, found out before anything is judged. */
interface ReadyRun {
  readonly gpu: Gpu;
  readonly environment: Environment;
  readonly resolver: ReturnType<typeof createResolver>;
  readonly plan: Plan;
  pipelines(gpu: Gpu): PipelineCache;
}

/** Reads the files, opens the device, measures its clock, and lets the suite choose sizes by a pilot. */
async function* prepareRun(
  options: RunInput,
  { open, remark }: Surroundings,
): AsyncGenerator<RunEvent, ReadyRun> {
  const { platform, signal } = options;
  const suite = options.suite ?? get(suites, options.suiteId, 'suite');
  const taking = takingKernels(options.kernelsGlob, suite);
  requireMatrices(suite, options.files.length);
  const read = await readMatrices(options.files);
  for (const { problem, remarks } of read) {
    for (const remark of remarks) yield { type: 'note', message: `${problem.pattern}: ${remark}.` };
  }
  const files = read.map(({ problem }) => problem);
  const startedAtMs = platform.now();
  const gpu = await open();
  const chosenMs = promisedMs(suite, {
    deviceClass: gpu.adapter.class,
    matrixCount: files.length,
    timeBudgetMs: options.timeBudgetMs,
  });
  const preparing = (doing: string): RunEvent =>
    preparingEvent(doing, platform.now() - startedAtMs, chosenMs);
  yield preparing('measuring the clock');
  const environment = await describeEnvironment(platform, gpu, options.label);
  const resolver = createResolver(files, await textHashes(), {
    now: () => platform.now(),
    stepNs: environment.clock.wallStepNs,
  });
  const pipelines = perDevice(device => new PipelineCache(device, remark));

  const piloting = runPilot({
    bench: openBench({
      gpu,
      host: platform,
      environment,
      pipelines: pipelines(gpu),
      streamBytes: PILOT_STREAM_BYTES[gpu.adapter.class],
      minimumBatchMs: PILOT_BATCH_MS,
    }),
    kernels: taking.piloted,
    deviceClass: gpu.adapter.class,
    signal,
    now: () => platform.now(),
    resolve: resolver.resolve,
    partsOf,
  });
  let step = await piloting.next();
  for (; !step.done; step = await piloting.next()) yield preparing(`choosing sizes with ${step.value}`);
  const device = { deviceClass: gpu.adapter.class, limits: gpu.limits, features: gpu.features };
  const planned = completePlan(
    suite.plan({
      ...device,
      pilot: suite.pilot === 'none' ? guessedPilot(taking.all, device, partsOf) : step.value,
      files: files.map(problem => ({ spec: problem.spec, facts: factsOf(problem) })),
      kernelIds: taking.ids,
      seed: options.seed,
      timeBudgetMs: options.timeBudgetMs,
    }),
  );
  requireMeasured(
    planned,
    files.map(({ spec }) => spec),
  );
  // What choosing the sizes took is part of the time that the user was promised.
  const preparedMs = platform.now() - startedAtMs;
  const timeBudgetMs = Math.max(LEAST_MEASURED * planned.timeBudgetMs, planned.timeBudgetMs - preparedMs);
  const plan = { promisedMs: planned.timeBudgetMs, ...planned, timeBudgetMs, preparedMs };
  return { gpu, environment, resolver, plan, pipelines };
}

/** A page loads the readers when there is something to read. */
async function readMatrices(inputs: readonly MatrixInput[]): Promise<readonly FileProblem[]> {
  if (inputs.length === 0) return [];
  const { readFiles } = await import('../problems/files/read-files.ts');
  return readFiles(inputs);
}

async function textHashes(): Promise<ReadonlyMap<string, string>> {
  const texts = [
    ...[...kernels.values()].map(({ id, wgsl }) => [id, wgsl] as const),
    ...[...baselines.values()].map(({ id, prepare }) => [id, String(prepare)] as const),
  ];
  return new Map(await Promise.all(texts.map(async ([id, text]) => [id, await textHash(text)] as const)));
}

/** @param promisedMs what the user was told: the countdown begins with it */
function preparingEvent(doing: string, elapsedMs: number, promisedMs: number): RunEvent {
  const remainingMs = Math.max(LEAST_MEASURED * promisedMs, promisedMs - elapsedMs);
  const nothing = { done: 0, total: 0, discardedRounds: 0, skippedCases: 0 };
  return { type: 'progress', progress: { ...nothing, elapsedMs, remainingMs, label: 'Preparing', doing } };
}

/** One value a device, made at first use. */
function perDevice<T>(make: (gpu: Gpu) => T): (gpu: Gpu) => T {
  const made = new Map<Gpu, T>();
  return gpu => {
    const value = made.get(gpu) ?? make(gpu);
    made.set(gpu, value);
    return value;
  };
}
