import type { DeviceClass } from '../../core/environment.ts';
import { EXIT, UserError } from '../../core/errors.ts';
import type { KernelDescriptor, KernelParts } from '../../core/kernel.ts';
import type { ProblemSize } from '../../core/operation.ts';
import type { Pilot } from '../../core/plan.ts';
import type { ProblemSpec } from '../../core/problem.ts';
import type { Case } from '../../core/record/record.ts';
import type { Sample } from '../../core/record/sample.ts';
import type { CaseBench } from '../case/bench.ts';
import { prepareChecked } from '../case/checked-case.ts';
import type { ResolvedCase } from '../case/resolved-case.ts';
import { calibrate, roughNs } from '../case/sampler.ts';
import { CACHE_STEP_BYTES, findLastCache } from './last-cache.ts';
import { differing, variationsOf } from './tunables.ts';

/** A dispatch this long is long enough to extrapolate from: launching takes a GPU a few microseconds of it. */
const LONG_ENOUGH_NS = { hardware: 200e3, software: 2e6 } as const;
const SAMPLES = 3;
/** What trying the tunables of one kernel may take: some compile for a second. */
const TUNING_MS = 400;
/** A kernel this many times slower than another of its kind is not worth tuning. */
const HOPELESS = 5;
const READ_PROBE = 'probe/read';

type Tunables = Readonly<Record<string, number>>;

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
type PartsOf = (kernel: KernelDescriptor) => KernelParts;

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

interface Found {
  readonly nsPerUnit: number;
  readonly tunables: Tunables;
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
  const ladder = parts.operation.pilot?.ladder(parts.format) ?? [];
  const tunables = differing(kernel, options.deviceClass === 'software' ? (kernel.frugal ?? {}) : {});
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
  const best = pays ? await tuned(options, largest) : largest;
  return { nsPerUnit: best.ns / units, tunables: best.tunables };
}

/** Goes along one tunable after the other, as long as there is time. */
async function tuned(options: PilotOptions, untuned: Timed): Promise<Timed> {
  const { kernel } = untuned;
  const endMs = options.now() + TUNING_MS;
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

/** ns that reading 64 MiB takes out of copies that fill `streamBytes`. */
function readNs(
  options: PilotOptions,
  kernel: KernelDescriptor,
  streamBytes: number,
): Promise<number | null> {
  const problem = { generator: 'vector', params: { n: CACHE_STEP_BYTES / 4, passes: 1 }, seed: 1 };
  return timeOf(
    { ...options, bench: { ...options.bench, streamBytes } },
    { kernel, problem, tunables: {} },
    'stream',
  );
}

interface Trial {
  readonly kernel: KernelDescriptor;
  readonly problem: ProblemSpec;
  readonly tunables: Tunables;
}

interface Timed extends Trial {
  readonly ns: number;
}

/**
 * Median of a few samples of a checked case, the most that it can be where the clock does not resolve it; null where it
 * is skipped or fails.
 * @throws UserError where the device is lost: without it no plan can be made
 */
async function timeOf(
  options: PilotOptions,
  trial: Trial,
  cache: Case['cache'] = options.partsOf(trial.kernel).operation.pilot?.cache ?? 'hot',
): Promise<number | null> {
  const { bench, resolve } = options;
  const { message } = bench.gpu.loss;
  if (message !== null)
    throw new UserError(`the GPU device was lost while kernels were tried: ${message}`, EXIT.deviceLost);
  const outcome = await prepareChecked(bench, resolve({ ...caseOf(options, trial), cache }));
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

function caseOf({ partsOf }: PilotOptions, { kernel, problem, tunables }: Trial): Case {
  const cache = partsOf(kernel).operation.pilot?.cache ?? 'hot';
  return { kernelId: kernel.id, problem, tunables, cache, memoryShare: 1, clock: 'gpu' };
}

/** Infinite for an operation without a pilot: nothing is known of its kernels in advance. */
function unitsOf({ operation, format }: KernelParts, size: ProblemSize): number {
  return operation.pilot?.workUnits(size, format) ?? Number.POSITIVE_INFINITY;
}
