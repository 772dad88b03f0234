import { formats, get, operations } from '../catalog.ts';
import type { Format, FormatId } from '../core/format.ts';
import type { KernelDescriptor, Launch, ResourceData } from '../core/kernel.ts';
import type { Operation } from '../core/operation.ts';
import type { Problem } from '../core/problem.ts';
import type { Gpu } from '../gpu/device.ts';
import { runOnce } from '../gpu/execute.ts';
import { SharedMemory } from '../gpu/memory.ts';
import { PipelineCache, prepare } from '../gpu/prepare.ts';
import { type Checked, checkComparisons } from '../measure/case/check.ts';
import { SMALLEST_NORMAL } from '../operations/checks/flushing.ts';
import { encodedIn, type LaunchOptions, launchOn } from './tiny-cases.ts';

/** Software adapters take seconds to compile some kernels, and tests run them again and again. */
const caches = new WeakMap<Gpu, PipelineCache>();

export type PipelineSource = Pick<PipelineCache, 'get'>;

/** Every shader is compiled once a device. */
export function sharedPipelines(gpu: Gpu): PipelineSource {
  const cache = caches.get(gpu) ?? new PipelineCache(gpu);
  caches.set(gpu, cache);
  return cache;
}

/**
 * Runs a kernel on the device and compares every element with the reference; for a diluted launch with that of the row
 * which was read.
 * @returns null, or what is wrong, or why the kernel cannot run
 */
export async function wrongOutput(
  gpu: Gpu,
  kernel: KernelDescriptor,
  problem: Problem,
  options: LaunchOptions & { readonly pipelines?: PipelineSource } = {},
): Promise<string | null> {
  const limits = options.limits ?? gpu.limits;
  const supported = kernel.supports(problem, limits);
  if (supported !== true) return supported;
  const launch = launchOn(kernel, problem, { ...options, limits });
  const stored = asStored(problem, get(formats, kernel.format, 'format'));
  const operation = get(operations, kernel.operation, 'operation');
  const { first, again } = await runTwice(gpu, kernel, launch, options.pipelines);
  const { correct, worst } = checkOutput(kernel, launch, { operation, problem: stored }, first);
  return correct ? changed(first, again) : worst;
}

/** Runs a launch once and compares every element with the operation's 64-bit reference. */
export async function checkLaunch(
  gpu: Gpu,
  kernel: KernelDescriptor,
  launch: Launch,
  operation: Operation,
  problem: Problem,
): Promise<Checked> {
  const { first } = await runTwice(gpu, kernel, launch);
  return checkOutput(kernel, launch, { operation, problem }, first);
}

function checkOutput(
  kernel: KernelDescriptor,
  launch: Launch,
  { operation, problem }: { readonly operation: Operation; readonly problem: Problem },
  raw: ResourceData,
): Checked {
  const actual = launch.decodeOutput?.(raw) ?? raw;
  const length = operation.outputLength(problem);
  if (actual.length !== length)
    throw new Error(`the output has ${actual.length} elements, expected ${length}`);
  const sources = Array.from({ length }, (_, i) => launch.expectedIndex?.(i) ?? i);
  const resident = launch.ownReference?.() ?? { expected: [], scale: [] };
  const own = referenceOf(operation, problem);
  const reference = [...own.expected, ...Array.from(resident.expected)];
  const scale = [...own.scale, ...Array.from(resident.scale)];
  const comparison = {
    method: 'every element',
    actual,
    expected: sources.map(source => reference[source]!),
    scale: sources.map(source => scale[source]!),
    ...(operation.flushing && {
      flushing: () => {
        const flushed = operation.flushing!(problem, SMALLEST_NORMAL);
        return sources.map(source => flushed[source] ?? 0);
      },
    }),
  };
  return checkComparisons([comparison], kernel.tolerance);
}

type Reference = Readonly<Record<'expected' | 'scale', ReturnType<Operation['reference']>>>;

const references = new WeakMap<Problem, Map<Operation, Reference>>();

/** Computed once: kernels share problems, and are run on each in many ways. */
function referenceOf(operation: Operation, problem: Problem): Reference {
  const known = references.get(problem) ?? new Map<Operation, Reference>();
  references.set(problem, known);
  const reference = known.get(operation) ?? {
    expected: operation.reference(problem),
    scale: operation.errorScale(problem),
  };
  known.set(operation, reference);
  return reference;
}

const roundings = new WeakMap<Problem, Map<FormatId, Problem>>();

/** The problem with its matrix rounded as the format rounds it; the same one every time. */
function asStored(problem: Problem, format: Format): Problem {
  if (!format.lossy) return problem;
  const known = roundings.get(problem) ?? new Map<FormatId, Problem>();
  roundings.set(problem, known);
  const rounded = known.get(format.id) ?? {
    ...problem,
    a: format.decode(encodedIn(format.id, problem.a)),
  };
  known.set(format.id, rounded);
  return rounded;
}

/** Timed batches run a launch again and again without cleaning up: what it leaves must be the same to the bit. */
function changed(first: ResourceData, again: ResourceData): string | null {
  const [before, after] = [new Uint32Array(first.buffer), new Uint32Array(again.buffer)];
  const word = before.findIndex((value, i) => value !== after[i]);
  if (word < 0) return null;
  return `output word ${word} is ${first[word]} after one run, ${again[word]} after another on the same buffers`;
}

/** Longer outputs are written by the same code, and take software adapters long. */
const REPEATED_ELEMENTS = 10_000;

/** The raw outputs of a run on poisoned buffers and of one right after it, which may be left out. */
async function runTwice(
  gpu: Gpu,
  kernel: KernelDescriptor,
  launch: Launch,
  pipelines: PipelineSource = sharedPipelines(gpu),
): Promise<{ readonly first: ResourceData; readonly again: ResourceData }> {
  const memory = new SharedMemory(gpu.device);
  const prepared = await prepare(gpu, memory, pipelines, kernel, launch, { copyCount: 1 });
  try {
    const first = await runOnce(gpu, prepared);
    const again = first.length > REPEATED_ELEMENTS ? first : await runOnce(gpu, { ...prepared, poison() {} });
    return { first, again };
  } finally {
    prepared.destroy();
  }
}
