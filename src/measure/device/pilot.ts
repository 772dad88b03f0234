import type { DeviceClass } from '../../core/environment.ts';
import { EXIT, UserError } from '../../core/errors.ts';
import type { KernelDescriptor, KernelParts } from '../../core/kernel.ts';
import type { ProblemSize } from '../../core/operation.ts';
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

type Tunables = Readonly<Record<string, number>>;

export interface PilotOptions {
  readonly bench: CaseBench;
  readonly kernels: readonly KernelDescriptor[];
  readonly deviceClass: DeviceClass;
  readonly signal: AbortSignal;
  resolve(c: Case): ResolvedCase;
  partsOf: PartsOf;
}

/** From the catalogue, so that measuring knows no kernel by name. */
type PartsOf = (kernel: KernelDescriptor) => KernelParts;

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
      return kernel && rate !== undefined
        ? rate * unitsOf(options.partsOf(kernel), size)
        : Number.POSITIVE_INFINITY;
    },
  };
}

/**
 * Rough constants instead of a pilot. Kernels with frugal tunables are those made for hardware: faster there, and slow
 * where barriers are.
 */
export function guessedPilot(
  kernels: readonly KernelDescriptor[],
  deviceClass: DeviceClass,
  partsOf: PartsOf,
): Pilot {
  const byId = new Map(kernels.map(kernel => [kernel.id, kernel]));
  const rates = deviceClass === 'hardware' ? { plain: 0.05, frugal: 0.02 } : { plain: 25, frugal: 100 };
  return {
    beyondCacheBytes: null,
    tunables: id => (deviceClass === 'software' ? (byId.get(id)?.frugal ?? {}) : {}),
    estimateNs(id, size) {
      const kernel = byId.get(id);
      return kernel
        ? unitsOf(partsOf(kernel), size) * rates[kernel.frugal ? 'frugal' : 'plain']
        : Number.POSITIVE_INFINITY;
    },
  };
}

/** Null where the kernel does not run here. */
async function pilotKernel(
  options: PilotOptions,
  kernel: KernelDescriptor,
): Promise<{ nsPerUnit: number; tunables: Tunables } | null> {
  const parts = options.partsOf(kernel);
  const ladder = parts.operation.pilot?.ladder(parts.format) ?? [];
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
  const { a, rhsColumnCount, nnz } = options
    .resolve(caseOf(options, { kernel, problem: best.problem, tunables: {} }))
    .problem();
  return { nsPerUnit: best.ns / unitsOf(parts, { ...a, rhsColumnCount, nnz }), tunables: best.tunables };
}

interface Trial {
  readonly kernel: KernelDescriptor;
  readonly problem: ProblemSpec;
  readonly tunables: Tunables;
}

/**
 * Median of a few samples of a checked case; null where it is skipped or fails.
 * @throws UserError where the device is lost: without it no plan can be made
 */
async function timeOf(options: PilotOptions, trial: Trial): Promise<number | null> {
  const { bench, resolve } = options;
  const { message } = bench.gpu.loss;
  if (message !== null)
    throw new UserError(`the GPU device was lost while kernels were tried: ${message}`, EXIT.deviceLost);
  const outcome = await measureFirst(bench, resolve(caseOf(options, trial)));
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

function caseOf({ partsOf }: PilotOptions, { kernel, problem, tunables }: Trial): Case {
  const cache = partsOf(kernel).operation.pilot?.cache ?? 'hot';
  return { kernelId: kernel.id, problem, tunables, cache, memoryShare: 1, clock: 'gpu' };
}

/** Infinite for an operation without a pilot: nothing is known of its kernels in advance. */
function unitsOf({ operation, format }: KernelParts, size: ProblemSize): number {
  return operation.pilot?.workUnits(size, format) ?? Number.POSITIVE_INFINITY;
}
