import { formats, get, operations } from '../catalog.ts';
import type { Format } from '../core/format.ts';
import type { KernelDescriptor, Launch, ResourceData } from '../core/kernel.ts';
import type { Operation } from '../core/operation.ts';
import type { Problem } from '../core/problem.ts';
import type { Gpu } from '../gpu/device.ts';
import { runOnce } from '../gpu/execute.ts';
import { SharedMemory } from '../gpu/memory.ts';
import { PipelineCache, prepare } from '../gpu/prepare.ts';
import { type Checked, judge } from '../measure/case/check.ts';
import { encodedIn, type LaunchOptions, launchOn } from './tiny-cases.ts';

/** Software adapters take seconds to compile some kernels, and tests run them again and again. */
const pipelines = new WeakMap<Gpu, PipelineCache>();

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
  const stored = asStored(problem, get(formats, kernel.format, 'format'));
  const operation = get(operations, kernel.operation, 'operation');
  const { correct, worst } = await checkLaunch(gpu, kernel, launch, operation, stored);
  return correct ? null : worst;
}

/** Runs a launch once and compares every element with the operation's 64-bit reference. */
export async function checkLaunch(
  gpu: Gpu,
  kernel: KernelDescriptor,
  launch: Launch,
  operation: Operation,
  problem: Problem,
): Promise<Checked> {
  const raw = await runLaunch(gpu, kernel, launch);
  const actual = launch.decodeOutput?.(raw) ?? raw;
  const length = operation.outputLength(problem);
  if (actual.length !== length)
    throw new Error(`the output has ${actual.length} elements, expected ${length}`);
  // A reference may hold more than the output: what a diluted launch reads instead.
  const sources = Array.from({ length }, (_, i) => launch.expectedIndex?.(i) ?? i);
  const [reference, scale] = [operation.reference(problem), operation.errorScale(problem)];
  const comparison = {
    method: 'every element',
    actual,
    expected: sources.map(source => reference[source]!),
    scale: sources.map(source => scale[source]!),
  };
  return judge([comparison], kernel.tolerance);
}

/** The problem with its matrix rounded as the format rounds it. */
function asStored(problem: Problem, format: Format): Problem {
  return format.lossy ? { ...problem, a: format.decode(encodedIn(format.id, problem.a)) } : problem;
}

/** The raw output of one run on poisoned buffers; every shader is compiled once a device. */
export async function runLaunch(gpu: Gpu, kernel: KernelDescriptor, launch: Launch): Promise<ResourceData> {
  const cache = pipelines.get(gpu) ?? new PipelineCache(gpu);
  pipelines.set(gpu, cache);
  const memory = new SharedMemory(gpu.device);
  const prepared = await prepare(gpu, memory, cache, kernel, launch, { copyCount: 1 });
  try {
    return await runOnce(gpu, prepared);
  } finally {
    prepared.destroy();
  }
}
