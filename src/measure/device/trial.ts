import type { DeviceClass } from '../../core/environment.ts';
import { EXIT, UserError } from '../../core/errors.ts';
import type { KernelDescriptor, KernelParts } from '../../core/kernel.ts';
import type { ProblemSpec } from '../../core/problem.ts';
import type { Case } from '../../core/record/record.ts';
import type { Sample } from '../../core/record/sample.ts';
import { workgroupObstacle } from '../../gpu/workgroup.ts';
import type { CaseBench } from '../case/bench.ts';
import { launchOf, prepareChecked } from '../case/checked-case.ts';
import type { ResolvedCase } from '../case/resolved-case.ts';
import { calibrate, roughNs } from '../case/sampler.ts';

const SAMPLES = 3;

export type Tunables = Readonly<Record<string, number>>;

export interface PilotOptions {
  readonly bench: CaseBench;
  readonly kernels: readonly KernelDescriptor[];
  readonly deviceClass: DeviceClass;
  readonly signal: AbortSignal;
  /** Milliseconds. */
  now(): number;
  resolve(c: Case): ResolvedCase;
  partsOf: PartsOf;
}

/** From the catalogue, so that measuring knows no kernel by name. */
export type PartsOf = (kernel: KernelDescriptor) => KernelParts;

export interface Trial {
  readonly kernel: KernelDescriptor;
  readonly problem: ProblemSpec;
  readonly tunables: Tunables;
  /** Reads nothing else; absent: its own memory. */
  readonly residentBytes?: number;
  /** As the operation is piloted where absent. */
  readonly cache?: Case['cache'];
}

export interface Timed extends Trial {
  readonly ns: number;
}

/**
 * Median of a few samples of a checked case, the most that it can be where the clock does not resolve it; null where it
 * is skipped or fails.
 * @throws UserError where the device is lost: without it no plan can be made
 */
export async function timeOf(options: PilotOptions, trial: Trial): Promise<number | null> {
  const { bench, resolve } = options;
  const { message } = bench.gpu.loss;
  if (message !== null)
    throw new UserError(`the GPU device was lost while kernels were tried: ${message}`, EXIT.deviceLost);
  const outcome = await prepareChecked(bench, resolve(caseOf(options, trial)));
  if (!('prepared' in outcome)) return null;
  const { prepared } = outcome;
  try {
    const sampler = await calibrate(prepared, bench.timers.gpu, bench.numbering, bench.minimumBatchMs);
    if (sampler.unresolved !== null) return sampler.mostNs;
    const samples: Sample[] = [];
    for (let round = 0; round < SAMPLES; round++)
      samples.push(...(await sampler.sample({ round, group: 'pilot' })));
    return roughNs(sampler, samples);
  } catch {
    return null;
  } finally {
    prepared.destroy();
  }
}

/** Whether the device takes workgroups of that size; true where only running it can tell. */
export function fitsWorkgroups(options: PilotOptions, trial: Trial): boolean {
  const { bench } = options;
  try {
    const launch = launchOf(bench, options.resolve(caseOf(options, trial)));
    return workgroupObstacle(trial.kernel.wgsl, launch, bench.gpu.limits) === null;
  } catch {
    return true;
  }
}

export function caseOf({ partsOf }: PilotOptions, trial: Trial): Case {
  const { kernel, problem, tunables, residentBytes } = trial;
  const cache = trial.cache ?? partsOf(kernel).operation.pilot?.cache ?? 'hot';
  const whole = { kernelId: kernel.id, problem, tunables, cache, memoryShare: 1, clock: 'gpu' } as const;
  return residentBytes === undefined ? whole : { ...whole, memoryShare: 0, residentBytes };
}
