import { get, operations } from '../catalog.ts';
import type { KernelDescriptor } from '../core/kernel.ts';
import type { Problem } from '../core/problem.ts';
import type { Gpu } from '../gpu/device.ts';
import { execute } from '../gpu/execute.ts';
import { judge } from '../measure/check.ts';
import { type LaunchOptions, launchOn } from './tiny-cases.ts';

/**
 * Runs a kernel on the device and compares every element with the reference; for a diluted launch with that of the row
 * which was read.
 * @returns null, or what is wrong, or why the kernel cannot run
 */
export async function wrongOutput(
  gpu: Gpu,
  kernel: KernelDescriptor,
  problem: Problem,
  options: LaunchOptions = {},
): Promise<string | null> {
  const limits = options.limits ?? gpu.limits;
  const supported = kernel.supports(problem, limits);
  if (supported !== true) return supported;
  const launch = launchOn(kernel, problem, { ...options, limits });
  const raw = await execute(gpu, kernel, launch);
  const actual = launch.decodeOutput?.(raw) ?? raw;
  const operation = get(operations, kernel.operation, 'operation');
  const length = operation.outputLength(problem);
  if (actual.length !== length) return `the output has ${actual.length} elements, expected ${length}`;
  const sourceOf = (i: number): number => launch.expectedIndex?.(i) ?? i;
  const comparison = {
    method: 'every element',
    actual,
    expected: operation.reference(problem).map((_, i, all) => all[sourceOf(i)]!),
    scale: operation.errorScale(problem).map((_, i, all) => all[sourceOf(i)]!),
  };
  const { correct, worst } = judge([comparison], kernel.tolerance);
  return correct ? null : worst;
}
