import { STILL_STEP_NS } from '../../core/environment.ts';
import { messageOf } from '../../core/errors.ts';
import type { Encoded } from '../../core/format.ts';
import type { HostBaseline } from '../../core/host-baseline.ts';
import { factsOf, type Problem } from '../../core/problem.ts';
import type { FailedRecord, OkRecord } from '../../core/record/record.ts';
import type { Sample } from '../../core/record/sample.ts';
import { withErrorScopes } from '../../gpu/device.ts';
import { prepare } from '../../gpu/prepare.ts';
import { answered } from '../../gpu/waiting.ts';
import { summarize } from '../../stats/summary.ts';
import type { Bench } from './bench.ts';
import { checkComparisons } from './check.ts';
import { counterKernel, counterLaunch } from './counter.ts';
import type { NamedCase } from './resolved-case.ts';
import { failure, identity, skip, type Unsealed } from './unsealed-record.ts';

/** Spent inside the timed function; what happens around it is not counted. */
const TIME_MS = 250;
const SUBMIT_TIME_MS = 20;
export const MAXIMUM_KEPT_SAMPLES = 2000;
/** Dispatches in one command buffer of the encode-and-submit row. */
const SUBMITTED_DISPATCHES = 16;

/** A host case with what its ids stand for. */
export interface ResolvedHostCase extends NamedCase {
  readonly baseline: HostBaseline;
  /** Of the function's text: there is nothing else that decides what runs. */
  readonly launchHash: string;
  problem(): Problem;
  encoded(): Encoded;
  reference(): { readonly expected: Float64Array; readonly scale: Float64Array };
}

/** Id of the row for what recording and submitting work costs the CPU; it has no baseline function of its own. */
export const ENCODE_SUBMIT = 'host/encode-submit';

/** Checks the function's output, then times it with tinybench. */
export async function runHostCase(resolved: ResolvedHostCase, bench: Bench): Promise<Unsealed> {
  // tinybench goes on until its time is over.
  if (bench.hostStepNs >= STILL_STEP_NS) return skip(resolved, 'unfit', 'the wall clock stands still');
  let stage: FailedRecord['stage'] = 'problem';
  try {
    const problem = resolved.problem();
    if (resolved.baseline.id === ENCODE_SUBMIT) return await timeSubmitting(resolved, bench);
    stage = 'encode';
    const run = resolved.baseline.prepare(problem, resolved.encoded());
    stage = 'run';
    const check = () => {
      const { expected, scale } = resolved.reference();
      return checkComparisons(
        [{ method: 'every element', actual: run(), expected, scale }],
        resolved.baseline.tolerance,
      );
    };
    const checked = check();
    stage = 'check';
    if (!checked.correct) throw new Error(checked.worst);
    if (checked.beyondRange !== null) return skip(resolved, 'unfit', checked.beyondRange);
    stage = 'time';
    const samples = await timeWithTinybench(resolved.address, run);
    stage = 'run';
    const after = check();
    stage = 'check-after';
    if (!after.correct) throw new Error('the output was right before the timing and wrong after it');
    return okRecord(resolved, { checked, samples, resolutionNs: bench.hostStepNs });
  } catch (error) {
    return failure(resolved, stage, messageOf(error), resolved.launchHash);
  }
}

/** Recording and submitting one command buffer with 16 dispatches, not waiting for the GPU; per dispatch. */
async function timeSubmitting(resolved: ResolvedHostCase, bench: Bench): Promise<Unsealed> {
  const { device } = bench.gpu;
  const prepared = await prepare(bench.gpu, bench.memory, bench.pipelines, counterKernel, counterLaunch(2), {
    copyCount: 1,
  });
  try {
    prepared.poison();
    let submitted = 0;
    const submit = (): void => {
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      for (let i = 0; i < SUBMITTED_DISPATCHES; i++) prepared.encode(pass, i);
      pass.end();
      device.queue.submit([encoder.finish()]);
      submitted += SUBMITTED_DISPATCHES;
    };
    const drain = () => answered(device, device.queue.onSubmittedWorkDone());
    const samples = await withErrorScopes(device, () =>
      timeWithTinybench(resolved.address, submit, {
        drain,
        dispatches: SUBMITTED_DISPATCHES,
        timeMs: SUBMIT_TIME_MS,
      }),
    );
    const [count] = await prepared.readOutput();
    const expected = [(submitted + 0xffffffff) % 2 ** 32];
    const checked = checkComparisons(
      [{ method: 'every element', actual: [count!], expected, scale: [0] }],
      0,
    );
    if (!checked.correct) throw new Error(checked.worst);
    return okRecord(resolved, { checked, samples, resolutionNs: bench.hostStepNs });
  } finally {
    prepared.destroy();
  }
}

/** @returns sorted samples: tinybench gives no order */
export async function timeWithTinybench(
  name: string,
  run: () => unknown,
  {
    drain,
    dispatches = 1,
    timeMs = TIME_MS,
  }: { drain?: () => Promise<unknown>; dispatches?: number; timeMs?: number } = {},
): Promise<Sample[]> {
  // Loaded when host code is timed: a page that is only looked at has no use for it.
  const { Bench: TinyBench } = await import('tinybench');
  const tiny = new TinyBench({
    time: timeMs,
    iterations: 10,
    warmupTime: timeMs / 5,
    warmupIterations: 3,
    retainSamples: true,
  });
  const hook = drain ? { afterEach: async () => void (await drain()) } : {};
  tiny.add(name, () => void run(), hook);
  await tiny.run();
  const result = tiny.tasks[0]!.result;
  if (!('latency' in result)) {
    throw new Error('error' in result ? messageOf(result.error) : `tinybench ended in state ${result.state}`);
  }
  const latenciesMs = result.latency.samples ?? [];
  // Every k-th of the sorted samples keeps the distribution and bounds the file.
  const step = Math.ceil(latenciesMs.length / MAXIMUM_KEPT_SAMPLES);
  return latenciesMs
    .filter((_, i) => i % step === 0)
    .map((ms, index) => ({
      index,
      round: index,
      group: 'host',
      startedAtMs: 0,
      totalNs: ms * 1e6,
      dispatches,
    }));
}

function okRecord(
  resolved: ResolvedHostCase,
  {
    checked,
    samples,
    resolutionNs,
  }: { checked: ReturnType<typeof checkComparisons>; samples: Sample[]; resolutionNs: number },
): Unsealed<OkRecord> {
  const problem = resolved.problem();
  const { method, elementCount, worstRatio, tolerance } = checked;
  const flops = resolved.operation.usefulFlops(problem);
  const storedBytes = resolved.format.storedBytes(problem.a);
  const neededBytes = resolved.format.storedBytes(problem.a, problem.nnz);
  const bytes = resolved.operation.compulsoryBytes(problem, neededBytes);
  const timing = { timerId: 'host', resolutionNs } as const;
  return {
    ...identity(resolved, resolved.launchHash),
    status: 'ok',
    problem: factsOf(problem),
    kernelHash: resolved.kernelHash,
    ...timing,
    work: { usefulFlops: flops, executedFlops: flops, compulsoryBytes: bytes, modelledBytes: bytes },
    check: { method, elementCount, worstRatio, tolerance },
    copies: { count: 1, workingSetBytes: storedBytes, cut: null },
    sampleOrder: 'sorted',
    samples,
    discardedSamples: [],
    summary: summarize(samples, { ...timing, order: 'sorted' }),
    stop: { reason: 'time-cap', rounds: samples.length },
  };
}
