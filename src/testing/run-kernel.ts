import type { Format } from '../core/format.ts';
import { defaultTunables, type KernelDescriptor, type KernelLimits } from '../core/kernel.ts';
import type { Operation } from '../core/operation.ts';
import type { Problem } from '../core/problem.ts';
import type { Gpu } from '../gpu/device.ts';
import type { Checked } from '../measure/case/check.ts';
import { checkLaunch } from './run-checked.ts';

/** What a kernel computes on, and how. */
export interface KernelSetting {
  readonly kernel: KernelDescriptor;
  readonly operation: Operation;
  readonly format: Format;
  readonly problem: Problem;
  /** Differing from the defaults. */
  readonly tunables?: Readonly<Record<string, number>>;
  readonly memoryShare?: number;
  readonly residentBytes?: number;
  /** Smaller than the device's. */
  readonly limits?: Partial<KernelLimits>;
}

/**
 * Runs a kernel once on poisoned outputs and compares every element with the reference.
 * @throws Error where the kernel does not support the problem
 */
export async function runKernel(gpu: Gpu, setting: KernelSetting): Promise<Checked> {
  const { kernel, operation, format, problem } = setting;
  const limits = { ...gpu.limits, ...setting.limits };
  const supported = kernel.supports(problem, limits);
  if (supported !== true) throw new Error(`${kernel.id} does not support ${problem.id}: ${supported}`);
  const launch = kernel.launch({
    problem,
    encoded: format.encode(problem.a),
    tunables: { ...defaultTunables(kernel), ...setting.tunables },
    limits,
    memoryShare: setting.memoryShare ?? 1,
    ...(setting.residentBytes !== undefined && { residentBytes: setting.residentBytes }),
  });
  return checkLaunch(gpu, kernel, launch, operation, problem);
}
