import { defaultTunables, type KernelDescriptor } from '../core/kernel.ts';
import type { Pilot } from '../core/plan.ts';
import type { ProblemSpec } from '../core/problem.ts';
import type { Case } from '../core/record.ts';
import { runOnce } from '../gpu/execute.ts';
import { prepare } from '../gpu/prepare.ts';
import type { Bench } from './measured-case.ts';
import type { ResolvedCase } from './resolved-case.ts';

/** A dispatch this long is long enough to extrapolate from. */
const LONG_ENOUGH_NS = 2e6;

type Size = Parameters<Pilot['estimateNs']>[1];

/** Problems of growing size by operation and format family: what a kernel is piloted on. */
const LADDERS: Readonly<Record<string, readonly ProblemSpec[]>> = {
  matmul: [64, 256, 1024].map(size => spec('product', { m: size, n: size, k: size })),
  'matvec dense': [256, 1024, 4096].map(size => spec('dense', { m: size, n: size })),
  'matvec sparse': [256, 1024, 4096].map(size => spec('uniform', { m: size, n: size, density: 0.1 })),
};

function spec(generator: string, params: ProblemSpec['params']): ProblemSpec {
  return { generator, params, seed: 1 };
}

/** Multiply-adds that the kernel's format makes it execute. */
function unitsOf(kernel: KernelDescriptor, size: Size): number {
  if (kernel.operation === 'matmul') return size.rowCount * size.columnCount * size.rhsColumnCount;
  if (kernel.format.startsWith('dense')) return size.rowCount * size.columnCount;
  return size.nnz + size.rowCount;
}

/**
 * Runs every kernel at growing sizes until a dispatch takes some milliseconds. The rates only choose sizes; what is
 * reported is measured later, with rounds of its own.
 */
export async function runPilot(
  bench: Bench,
  kernels: readonly KernelDescriptor[],
  resolve: (c: Case) => ResolvedCase,
): Promise<Pilot> {
  const nsPerUnit = new Map<string, number>();
  for (const kernel of kernels) {
    const family = kernel.format.startsWith('dense') ? 'dense' : 'sparse';
    const ladder = LADDERS[kernel.operation] ?? LADDERS[`${kernel.operation} ${family}`] ?? [];
    for (const problem of ladder) {
      const c: Case = {
        kernelId: kernel.id,
        problem,
        tunables: {},
        cache: 'hot',
        memoryShare: 1,
        clock: 'gpu',
      };
      const resolved = resolve(c);
      const ns = await tryOnce(bench, resolved);
      if (ns === null) break;
      const { a, rhsColumnCount, nnz } = resolved.problem();
      nsPerUnit.set(kernel.id, ns / unitsOf(kernel, { ...a, rhsColumnCount, nnz }));
      if (ns > LONG_ENOUGH_NS) break;
    }
  }
  const byId = new Map(kernels.map(kernel => [kernel.id, kernel]));
  return {
    estimateNs(kernelId, size) {
      const kernel = byId.get(kernelId);
      const rate = nsPerUnit.get(kernelId);
      return kernel && rate !== undefined ? rate * unitsOf(kernel, size) : Number.POSITIVE_INFINITY;
    },
  };
}

/** Time of one dispatch after a first one; null where the kernel does not run here. */
async function tryOnce(bench: Bench, { kernel, problem, encoded }: ResolvedCase): Promise<number | null> {
  if (kernel.requires.some(feature => !bench.gpu.features.has(feature))) return null;
  if (kernel.supports(problem(), bench.gpu.limits) !== true) return null;
  try {
    const launch = kernel.launch({
      problem: problem(),
      encoded: encoded(),
      tunables: defaultTunables(kernel),
      limits: bench.gpu.limits,
      memoryShare: 1,
    });
    const prepared = await prepare(bench.gpu, bench.memory, bench.pipelines, kernel, launch, {
      copyCount: 1,
    });
    try {
      await runOnce(bench.gpu, prepared);
      const [sample] = await bench.timers.gpu.time(prepared, 1);
      return sample!.totalNs;
    } finally {
      prepared.destroy();
    }
  } catch {
    return null;
  }
}
