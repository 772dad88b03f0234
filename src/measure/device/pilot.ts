import type { DeviceClass } from '../../core/environment.ts';
import { EXIT, UserError } from '../../core/errors.ts';
import type { KernelDescriptor } from '../../core/kernel.ts';
import type { Pilot } from '../../core/plan.ts';
import type { ProblemSpec } from '../../core/problem.ts';
import type { Case } from '../../core/record.ts';
import { perDispatchNs } from '../../stats/per-dispatch.ts';
import { median } from '../../stats/quantile.ts';
import type { CaseBench } from '../case/bench.ts';
import { measureFirst } from '../case/measured-case.ts';
import type { ResolvedCase } from '../case/resolved-case.ts';
import { findLastCache } from './last-cache.ts';
import { candidatesOf, differing } from './tunables.ts';

/** A dispatch this long is long enough to extrapolate from. */
const LONG_ENOUGH_NS = 2e6;
const SAMPLES = 3;
const READ_PROBE = 'probe/read';

type Size = Parameters<Pilot['estimateNs']>[1];
type Tunables = Readonly<Record<string, number>>;

export interface PilotOptions {
  readonly bench: CaseBench;
  readonly kernels: readonly KernelDescriptor[];
  readonly deviceClass: DeviceClass;
  readonly signal: AbortSignal;
  resolve(c: Case): ResolvedCase;
}

/** Problems of growing size by operation and format family: what a kernel is piloted on. */
const LADDERS: Readonly<Record<string, readonly ProblemSpec[]>> = {
  matmul: [64, 256, 1024, 2048].map(size => spec('product', { m: size, n: size, k: size })),
  'matvec dense': [128, 512, 2048, 4096].map(size => spec('dense', { m: size, n: size })),
  'matvec sparse': [128, 512, 2048, 4096].map(size => spec('uniform', { m: size, n: size, density: 0.1 })),
};

function spec(generator: string, params: ProblemSpec['params']): ProblemSpec {
  return { generator, params, seed: 1 };
}

/**
 * Runs every kernel at growing sizes until a dispatch takes some milliseconds, then tunes it there. All of it happens
 * before the judged rounds: what is reported is measured later. Yields the id of each kernel before it runs.
 */
export async function* runPilot(options: PilotOptions): AsyncGenerator<string, Pilot> {
  const found = new Map<string, { readonly nsPerUnit: number; readonly tunables: Tunables }>();
  for (const kernel of options.kernels) {
    if (options.signal.aborted) break;
    yield kernel.id;
    const result = await pilotKernel(options, kernel);
    if (result) found.set(kernel.id, result);
  }
  const byId = new Map(options.kernels.map(kernel => [kernel.id, kernel]));
  // A CPU's sets are cut to the time there is.
  const read = options.deviceClass === 'hardware' ? byId.get(READ_PROBE) : undefined;
  if (read) yield READ_PROBE;
  const beyondCacheBytes = read
    ? await findLastCache(problem => timeOf(options, { kernel: read, problem, tunables: {} }))
    : null;
  return {
    beyondCacheBytes,
    tunables: kernelId => found.get(kernelId)?.tunables ?? {},
    estimateNs(kernelId, size) {
      const kernel = byId.get(kernelId);
      const rate = found.get(kernelId)?.nsPerUnit;
      return kernel && rate !== undefined ? rate * unitsOf(kernel, size) : Number.POSITIVE_INFINITY;
    },
  };
}

/**
 * Rough constants instead of a pilot. Kernels with frugal tunables are those made for hardware: faster there, and slow
 * where barriers are.
 */
export function guessedPilot(kernels: readonly KernelDescriptor[], deviceClass: DeviceClass): Pilot {
  const byId = new Map(kernels.map(kernel => [kernel.id, kernel]));
  const rates = deviceClass === 'hardware' ? { plain: 0.05, frugal: 0.02 } : { plain: 25, frugal: 100 };
  return {
    beyondCacheBytes: null,
    tunables: id => (deviceClass === 'software' ? (byId.get(id)?.frugal ?? {}) : {}),
    estimateNs(id, size) {
      const kernel = byId.get(id);
      return kernel
        ? unitsOf(kernel, size) * rates[kernel.frugal ? 'frugal' : 'plain']
        : Number.POSITIVE_INFINITY;
    },
  };
}

/** Null where the kernel does not run here. */
async function pilotKernel(
  options: PilotOptions,
  kernel: KernelDescriptor,
): Promise<{ nsPerUnit: number; tunables: Tunables } | null> {
  const family = kernel.format.startsWith('dense') ? 'dense' : 'sparse';
  const ladder = LADDERS[kernel.operation] ?? LADDERS[`${kernel.operation} ${family}`] ?? [];
  const first = differing(kernel, options.deviceClass === 'software' ? (kernel.frugal ?? {}) : {});
  let best: { ns: number; problem: ProblemSpec; tunables: Tunables } | null = null;
  for (const problem of ladder) {
    const ns = await timeOf(options, { kernel, problem, tunables: first });
    if (ns === null) break;
    best = { ns, problem, tunables: first };
    if (ns > LONG_ENOUGH_NS) break;
  }
  if (!best) return null;
  const others = options.deviceClass === 'hardware' ? candidatesOf(kernel) : [];
  for (const tunables of others) {
    if (options.signal.aborted) break;
    const ns = await timeOf(options, { kernel, problem: best.problem, tunables });
    if (ns !== null && ns < best.ns) best = { ...best, ns, tunables };
  }
  const { a, rhsColumnCount, nnz } = options.resolve(caseOf(kernel, best.problem, {})).problem();
  return { nsPerUnit: best.ns / unitsOf(kernel, { ...a, rhsColumnCount, nnz }), tunables: best.tunables };
}

/**
 * Median of a few samples of a checked case; null where it is skipped or fails.
 * @throws UserError where the device is lost: without it no plan can be made
 */
async function timeOf(
  { bench, resolve }: PilotOptions,
  { kernel, problem, tunables }: { kernel: KernelDescriptor; problem: ProblemSpec; tunables: Tunables },
): Promise<number | null> {
  const { message } = bench.gpu.loss;
  if (message !== null)
    throw new UserError(`the GPU device was lost while kernels were tried: ${message}`, EXIT.deviceLost);
  const outcome = await measureFirst(bench, resolve(caseOf(kernel, problem, tunables)));
  if (!('measured' in outcome)) return null;
  const { prepared, sampler } = outcome.measured;
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

function caseOf(kernel: KernelDescriptor, problem: ProblemSpec, tunables: Tunables): Case {
  const cache = kernel.operation === 'matvec' ? 'stream' : 'hot';
  return { kernelId: kernel.id, problem, tunables, cache, memoryShare: 1, clock: 'gpu' };
}

/** Multiply-adds that the kernel's format makes it execute. */
function unitsOf(kernel: KernelDescriptor, size: Size): number {
  if (kernel.operation === 'matmul') return size.rowCount * size.columnCount * size.rhsColumnCount;
  if (kernel.format.startsWith('dense')) return size.rowCount * size.columnCount;
  return size.nnz + size.rowCount;
}
