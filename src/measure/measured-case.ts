import { EXIT, messageOf, UserError } from '../core/errors.ts';
import { defaultTunables, type Launch } from '../core/kernel.ts';
import { factsOf } from '../core/problem.ts';
import type { BenchRecord, FailedRecord, OkRecord, StopReason } from '../core/record.ts';
import type { Sample } from '../core/sample.ts';
import type { Gpu } from '../gpu/device.ts';
import type { SharedMemory } from '../gpu/memory.ts';
import type { PipelineCache, Prepared } from '../gpu/prepare.ts';
import type { Timer } from '../gpu/timers/timer.ts';
import { summarize } from '../stats/summary.ts';
import { type Checked, checkOutput } from './check.ts';
import { chooseCopies } from './copies.ts';
import type { Executor } from './executor.ts';
import type { ResolvedCase } from './resolved-case.ts';
import { calibrate, type SampleClock, type Sampler } from './sampler.ts';

/** What preparing and timing any case needs, whether the device is real or simulated. */
export interface CaseBench {
  readonly gpu: Pick<Gpu, 'features' | 'limits' | 'loss'>;
  readonly executor: Executor;
  readonly timers: { readonly gpu: Timer; readonly wall: Timer };
  readonly clock: SampleClock;
  readonly streamBytes: number;
  readonly minimumBatchMs: number;
}

/** The bench of a real device, with what submitting by hand takes. */
export interface Bench extends CaseBench {
  readonly gpu: Gpu;
  readonly memory: SharedMemory;
  readonly pipelines: PipelineCache;
}

/** A record before its hash: the part that this folder can know. */
export type Unsealed<T extends BenchRecord = BenchRecord> = T extends BenchRecord ? Omit<T, 'sha256'> : never;

/** A case whose output was right: it may be timed. */
export interface MeasuredCase {
  readonly resolved: ResolvedCase;
  readonly prepared: Prepared;
  readonly sampler: Sampler;
  readonly check: Checked;
  readonly copies: OkRecord['copies'];
  readonly samples: Sample[];
  readonly discardedSamples: Sample[];
  rounds: number;
  stop: StopReason | null;
}

export type Outcome = { readonly measured: MeasuredCase } | { readonly record: Unsealed };

/** Makes the problem, encodes, launches, checks, calibrates. Whatever fails becomes a record that says where. */
export async function measureFirst(bench: CaseBench, resolved: ResolvedCase): Promise<Outcome> {
  const { kernel } = resolved;
  const missing = kernel.requires.filter(feature => !bench.gpu.features.has(feature));
  if (missing.length > 0) return skip(resolved, `the device has no ${missing.join(', ')}`);
  let stage: FailedRecord['stage'] = 'problem';
  let prepared: Prepared | null = null;
  try {
    const problem = resolved.problem();
    const supported = kernel.supports(problem, bench.gpu.limits);
    if (supported !== true) return skip(resolved, supported);
    stage = 'encode';
    const admissible = resolved.format.admissible(problem.a);
    if (admissible !== true) return skip(resolved, admissible);
    const launch = launchOf(bench, resolved);
    stage = 'prepare';
    const copies = chooseCopies(launch, resolved.case.cache, bench.streamBytes);
    prepared = await bench.executor.prepare(resolved, launch, copies.count);
    stage = 'run';
    const check = checkOutput(resolved, launch, await bench.executor.runOnce(prepared));
    stage = 'check';
    if (!check.correct) throw new Error(check.worst);
    stage = 'time';
    const timer = resolved.case.clock === 'wall' ? bench.timers.wall : bench.timers.gpu;
    const sampler = await calibrate(prepared, timer, bench.clock, bench.minimumBatchMs);
    const measured = {
      resolved,
      prepared,
      sampler,
      check,
      copies,
      samples: [],
      discardedSamples: [],
      rounds: 0,
      stop: null,
    };
    return { measured };
  } catch (error) {
    prepared?.destroy();
    return { record: failure(resolved, stage, bench.gpu.loss.message ?? messageOf(error)) };
  }
}

function launchOf(bench: CaseBench, { case: c, kernel, problem, encoded }: ResolvedCase): Launch {
  demandAllowed(kernel, c.tunables);
  return kernel.launch({
    problem: problem(),
    encoded: encoded(),
    tunables: { ...defaultTunables(kernel), ...c.tunables },
    limits: bench.gpu.limits,
    memoryShare: c.memoryShare,
  });
}

/** @throws UserError naming the tunable, its value and the allowed ones */
function demandAllowed(
  { id, tunables }: ResolvedCase['kernel'],
  given: Readonly<Record<string, number>>,
): void {
  for (const [name, value] of Object.entries(given)) {
    const allowed = tunables[name];
    if (!allowed) {
      throw new UserError(
        `${id} has no tunable ${name}; it has ${Object.keys(tunables).join(', ') || 'none'}`,
        EXIT.usage,
      );
    }
    if (!allowed.includes(value)) {
      throw new UserError(`${name} of ${id} is one of ${allowed.join(', ')}, not ${value}`, EXIT.usage);
    }
  }
}

/**
 * Reads the output as the timed batches left it and checks it again: a watchdog can leave silent zeros.
 * @param earlier samples of the same address from sections before
 */
export async function finish(measured: MeasuredCase, earlier: OkRecord | null): Promise<Unsealed> {
  const { resolved, prepared, sampler, check, copies } = measured;
  const samples = [...(earlier?.samples ?? []), ...measured.samples];
  if (samples.length === 0) return skip(resolved, 'stopped before it was timed').record;
  try {
    const after = checkOutput(resolved, prepared.launch, await prepared.readOutput());
    if (!after.correct) return failure(resolved, 'check-after', after.worst);
  } catch (error) {
    return failure(resolved, 'run', messageOf(error));
  }
  const { method, elementCount, worstRatio, tolerance } = check;
  const timing = { timerId: sampler.timer.id, resolutionNs: sampler.timer.resolutionNs };
  return {
    ...identity(resolved),
    status: 'ok',
    problem: factsOf(resolved.problem()),
    kernelHash: resolved.kernelHash,
    ...timing,
    work: prepared.launch.work,
    ...(prepared.launch.stages.length > 1 ? { stageCount: prepared.launch.stages.length } : {}),
    check: { method, elementCount, worstRatio, tolerance },
    copies,
    sampleOrder: 'measured',
    samples,
    discardedSamples: [...(earlier?.discardedSamples ?? []), ...measured.discardedSamples],
    summary: summarize(samples, timing),
    stop: { reason: measured.stop ?? 'time-cap', rounds: (earlier?.stop.rounds ?? 0) + measured.rounds },
  };
}

function identity({ case: c, address, kernel }: ResolvedCase) {
  return {
    address,
    kernelId: kernel.id,
    operation: kernel.operation,
    format: kernel.format,
    problemSpec: c.problem,
    memoryShare: c.memoryShare,
    cache: c.cache,
    tunables: c.tunables,
  };
}

export function skip(resolved: ResolvedCase, reason: string): { record: Unsealed } {
  return { record: { ...identity(resolved), status: 'skipped', reason } };
}

export function failure(
  resolved: ResolvedCase,
  stage: FailedRecord['stage'],
  message: string,
): Unsealed<FailedRecord> {
  return { ...identity(resolved), status: 'failed', stage, message };
}
