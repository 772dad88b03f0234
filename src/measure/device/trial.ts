import type { DeviceClass } from '../../core/environment.ts';
import { EXIT, UserError } from '../../core/errors.ts';
import type { KernelDescriptor, KernelParts } from '../../core/kernel.ts';
import type { ProblemSpec } from '../../core/problem.ts';
import type { Case } from '../../core/record/record.ts';
import { perDispatchNs } from '../../stats/per-dispatch.ts';
import { median } from '../../stats/quantile.ts';
import type { CaseBench } from '../case/bench.ts';
import { measureFirst } from '../case/measured-case.ts';
import type { ResolvedCase } from '../case/resolved-case.ts';

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
 * Median of a few samples of a checked case; null where it is skipped or fails.
 * @throws UserError where the device is lost: without it no plan can be made
 */
export async function timeOf(options: PilotOptions, trial: Trial): Promise<number | null> {
  const { bench, resolve } = options;
  const { message } = bench.gpu.loss;
  if (message !== null)
    throw new UserError(`the GPU device was lost while kernels were tried: ${message}`, EXIT.deviceLost);
  const outcome = await measureFirst(bench, resolve(caseOf(options, trial)));
  if (!('sampler' in outcome)) return null;
  const { prepared, sampler } = outcome;
  try {
    const values: number[] = [];
    for (let i = 0; i < SAMPLES; i++) {
      const samples = await sampler.sample({ round: i, group: 'pilot' });
      values.push(...perDispatchNs(samples, sampler.timer.id).map(({ ns }) => ns));
    }
    return median(values);
  } catch {
    return null;
  } finally {
    prepared.destroy();
  }
}

export function caseOf({ partsOf }: PilotOptions, trial: Trial): Case {
  const { kernel, problem, tunables, residentBytes } = trial;
  const cache = trial.cache ?? partsOf(kernel).operation.pilot?.cache ?? 'hot';
  const whole = { kernelId: kernel.id, problem, tunables, cache, memoryShare: 1, clock: 'gpu' } as const;
  return residentBytes === undefined ? whole : { ...whole, memoryShare: 0, residentBytes };
}
