import { RESIDENT_SET_BYTES } from '../../core/dilution.ts';
import type { KernelDescriptor, KernelParts } from '../../core/kernel.ts';
import type { ProblemSize } from '../../core/operation.ts';
import type { Pilot, SuiteContext } from '../../core/plan.ts';
import type { ProblemSpec } from '../../core/problem.ts';
import { prepareChecked } from '../case/checked-case.ts';
import { CACHE_STEP_BYTES, findLastCache } from './last-cache.ts';
import { findResidentSet } from './resident-set.ts';
import {
  caseOf,
  fitsWorkgroups,
  type PartsOf,
  type PilotOptions,
  type Timed,
  type Trial,
  type Tunables,
  timeOf,
} from './trial.ts';
import { differing, variationsOf } from './tunables.ts';

/** A dispatch this long is long enough to extrapolate from: launching takes a GPU a few microseconds of it. */
const LONG_ENOUGH_NS = { hardware: 200e3, software: 2e6 } as const;
/** What trying the tunables of one kernel may take: some compile for a second. */
const TUNING_MS = 400;
/** The read probe judges all products: none of its shapes is left out for want of time. */
const READ_TUNING_MS = 2000;
/** A kernel this many times slower than another of its kind is not worth tuning. */
const HOPELESS = 5;
const READ_PROBE = 'probe/read';
const SMALLEST_PRODUCT: ProblemSpec = { generator: 'dense', params: { m: 32, n: 32 }, seed: 1 };

/**
 * Runs every kernel at growing sizes until a dispatch is long enough, then tunes it there. All of it happens
 * before the judged rounds: what is reported is measured later. Yields the id of each kernel before it runs.
 */
export async function* runPilot(options: PilotOptions): AsyncGenerator<string, Pilot> {
  const found = new Map<string, Found>();
  for (const kernel of options.kernels) {
    if (options.signal.aborted) break;
    yield kernel.id;
    const result = await pilotKernel(options, kernel, fastestLike(options, kernel, found));
    if (result) found.set(kernel.id, result);
  }
  const byId = new Map(options.kernels.map(kernel => [kernel.id, kernel]));
  // A CPU's sets are cut to the time there is.
  const read = options.deviceClass === 'hardware' ? byId.get(READ_PROBE) : undefined;
  if (read) yield READ_PROBE;
  const beyondCacheBytes = read
    ? await findLastCache(streamBytes => readNs(options, read, streamBytes), options.bench.gpu.limits)
    : null;
  const product = fastestProduct(options, found);
  const residentBytes = await findResidentSet(async bytes =>
    product ? timeOf(options, { ...product, residentBytes: bytes }) : null,
  );
  const launchNs = product
    ? await timeOf(options, { ...product, problem: SMALLEST_PRODUCT, cache: 'hot' })
    : null;
  const readTunables = read && product ? await tunedRead(options, read, product) : {};
  return {
    beyondCacheBytes,
    residentBytes,
    launchNs: launchNs ?? 0,
    tunables: kernelId => (kernelId === read?.id ? readTunables : (found.get(kernelId)?.tunables ?? {})),
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
 * Rough constants instead of a pilot, for kernels whose features the device has. Kernels with frugal tunables are those made for hardware: faster there, and slow
 * where barriers are.
 */
export function guessedPilot(
  kernels: readonly KernelDescriptor[],
  { deviceClass, features }: Pick<SuiteContext, 'deviceClass' | 'features'>,
  partsOf: PartsOf,
): Pilot {
  const able = kernels.filter(({ requires }) => requires.every(feature => features.has(feature)));
  const byId = new Map(able.map(kernel => [kernel.id, kernel]));
  const rates = deviceClass === 'hardware' ? { plain: 0.05, frugal: 0.02 } : { plain: 25, frugal: 100 };
  return {
    beyondCacheBytes: null,
    residentBytes: RESIDENT_SET_BYTES,
    launchNs: 0,
    tunables: id => (deviceClass === 'software' ? (byId.get(id)?.frugal ?? {}) : {}),
    estimateNs(id, size) {
      const kernel = byId.get(id);
      return kernel
        ? unitsOf(partsOf(kernel), size) * rates[kernel.frugal ? 'frugal' : 'plain']
        : Number.POSITIVE_INFINITY;
    },
  };
}

interface Found {
  readonly nsPerUnit: number;
  readonly tunables: Tunables;
  /** The largest that it ran on. */
  readonly problem: ProblemSpec;
}

/** ns a unit of the fastest kernel found so far that does the same on the same format. */
function fastestLike(
  { kernels }: PilotOptions,
  { operation, format }: KernelDescriptor,
  found: ReadonlyMap<string, Found>,
): number {
  const like = kernels.filter(other => other.operation === operation && other.format === format);
  return Math.min(...like.map(({ id }) => found.get(id)?.nsPerUnit ?? Number.POSITIVE_INFINITY));
}

/** Null where the kernel does not run here. */
async function pilotKernel(
  options: PilotOptions,
  kernel: KernelDescriptor,
  fastestPerUnit: number,
): Promise<Found | null> {
  const parts = options.partsOf(kernel);
  const ladder = parts.operation.pilot?.ladder(parts.format, kernel.forActiveInputs) ?? [];
  const usual = differing(kernel, options.deviceClass === 'software' ? (kernel.frugal ?? {}) : {});
  const [smallest] = ladder;
  if (!smallest) return null;
  const tunables = fittingTunables(options, { kernel, problem: smallest, tunables: usual });
  let largest: Timed | null = null;
  for (const problem of ladder) {
    const ns = await timeOf(options, { kernel, problem, tunables });
    if (ns === null) break;
    largest = { kernel, problem, tunables, ns };
    if (ns > LONG_ENOUGH_NS[options.deviceClass]) break;
  }
  if (!largest) return null;
  const { a, rhsColumnCount, nnz } = options.resolve(caseOf(options, largest)).problem();
  const units = unitsOf(parts, { ...a, rhsColumnCount, nnz });
  const pays = options.deviceClass === 'hardware' && largest.ns / units < HOPELESS * fastestPerUnit;
  const best = pays ? await tuned(options, largest, TUNING_MS) : largest;
  return { nsPerUnit: best.ns / units, tunables: best.tunables, problem: best.problem };
}

/**
 * Some devices allow 128 invocations a workgroup, and a kernel whose usual one is larger may have smaller ones: the usual
 * tunables, or the first that differ from them in one place and fit.
 */
function fittingTunables(options: PilotOptions, trial: Trial): Tunables {
  const { kernel, tunables } = trial;
  const others = Object.keys(kernel.tunables).flatMap(name => variationsOf(kernel, name, tunables));
  return (
    [tunables, ...others].find(tried => fitsWorkgroups(options, { ...trial, tunables: tried })) ?? tunables
  );
}

/** Goes along one tunable after the other, as long as there is time. */
async function tuned(options: PilotOptions, untuned: Timed, forMs: number): Promise<Timed> {
  const { kernel } = untuned;
  const endMs = options.now() + forMs;
  // Keeps the weights on the device: uploading them again for every trial would take most of the time.
  const held = await prepareChecked(options.bench, options.resolve(caseOf(options, untuned)));
  let best = untuned;
  try {
    for (const name of Object.keys(kernel.tunables)) {
      for (const tunables of variationsOf(kernel, name, best.tunables)) {
        if (options.signal.aborted || options.now() > endMs) return best;
        const ns = await timeOf(options, { ...untuned, tunables });
        if (ns !== null && ns < best.ns) best = { ...best, ns, tunables };
      }
    }
  } finally {
    if ('prepared' in held) held.prepared.destroy();
  }
  return best;
}

/** The fastest way to stream as many bytes as a product did: an untuned probe makes a good product look better than it is. */
async function tunedRead(options: PilotOptions, kernel: KernelDescriptor, product: Trial): Promise<Tunables> {
  const { m, n } = product.problem.params;
  const problem = { generator: 'vector', params: { n: Number(m) * Number(n) }, seed: 1 };
  // The first shape is numbered 0, which is no choice of the launch here.
  const shapes = (kernel.tunables.shape ?? []).map(shape => differing(kernel, { shape }));
  let best: Timed | null = null;
  for (const tunables of shapes) {
    const trial: Trial = { kernel, problem, tunables, cache: 'stream' };
    const ns = await timeOf(options, trial);
    if (ns !== null && (best === null || ns < best.ns)) best = { ...trial, ns };
  }
  return best === null ? {} : (await tuned(options, best, READ_TUNING_MS)).tunables;
}

/** ns that reading 64 MiB takes out of copies that fill `streamBytes`. */
function readNs(
  options: PilotOptions,
  kernel: KernelDescriptor,
  streamBytes: number,
): Promise<number | null> {
  const problem = { generator: 'vector', params: { n: CACHE_STEP_BYTES / 4, passes: 1 }, seed: 1 };
  return timeOf(
    { ...options, bench: { ...options.bench, streamBytes } },
    { kernel, problem, tunables: {}, cache: 'stream' },
  );
}

/**
 * The fastest dilutable product over f32, as it ran. None on a CPU: its sizes follow its slowest kernels, its loads are slow
 * instructions, and 64 KiB lie in a cache of every core's own.
 */
function fastestProduct(options: PilotOptions, found: ReadonlyMap<string, Found>): Trial | null {
  if (options.deviceClass === 'software') return null;
  const [fastest] = options.kernels
    .filter(kernel => kernel.dilutable && !options.partsOf(kernel).format.lossy)
    .flatMap(kernel => ({ kernel, found: found.get(kernel.id) }))
    .filter(item => item.found !== undefined)
    .sort((a, b) => a.found!.nsPerUnit - b.found!.nsPerUnit);
  if (!fastest) return null;
  const { problem, tunables } = fastest.found!;
  return { kernel: fastest.kernel, problem, tunables };
}

/** Infinite for an operation without a pilot: nothing is known of its kernels in advance. */
function unitsOf({ operation, format }: KernelParts, size: ProblemSize): number {
  return operation.pilot?.workUnits(size, format) ?? Number.POSITIVE_INFINITY;
}
