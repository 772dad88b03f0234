import type { CacheLevel, KernelTraits, SimulatedDevice } from './device.ts';
import type { SimulatedLoad } from './load.ts';

/** What an execution can wait for. `encoding` shows by the wall clock only. */
export const RESOURCES = [
  'memory',
  'caches',
  'loads',
  'instructions',
  'multiply-adds',
  'latency',
  'launch',
  'encoding',
] as const;
export type Resource = (typeof RESOURCES)[number];

/** How much faster each resource is than the device says; missing ones are as it says. */
export type Speeds = Partial<Readonly<Record<Resource, number>>>;

/** Bytes that one load instruction of one lane brings. */
const LOAD_BYTES = 16;
/** A working set up to this many times a cache is answered by it in part. */
const PARTLY_RESIDENT = 1.5;

/** Noise-free time of one execution by the GPU's clock, in ns. */
export function executionNs(device: SimulatedDevice, load: SimulatedLoad, speeds: Speeds = {}): number {
  const fixedNs =
    (load.dispatches * device.launchNs + (load.empty ? 0 : device.rampNs)) / speed(speeds, 'launch');
  if (load.empty) return fixedNs;
  return fixedNs + norm(resourceTimes(device, load, speeds), device.overlapExponent);
}

/** The same by the wall clock, as one of many in a submission: the CPU's part runs beside the GPU's. */
export function wallNs(device: SimulatedDevice, load: SimulatedLoad, speeds: Speeds = {}): number {
  const encodeNs = (load.dispatches * device.encodeNs) / speed(speeds, 'encoding');
  return norm([encodeNs, executionNs(device, load, speeds)], device.overlapExponent);
}

/** Time in ns that each resource would take alone. */
function resourceTimes(device: SimulatedDevice, load: SimulatedLoad, speeds: Speeds): number[] {
  const { memoryShare = 1, instructions = 1, inFlight = 1 } = traitsOf(device, load);
  const kept = load.streamedBytes * load.memoryShare;
  const resident = load.streamedBytes - kept;
  const home = hitRates(device.caches, load.workingSetBytes);
  const near = hitRates(device.caches, load.residentBytes);
  const written = hitRates(device.caches, load.writtenBytes);
  const farBytes = kept * home.beyond + resident * near.beyond + load.writtenBytes * written.beyond;
  const times = [farBytes / device.memory.bytesPerSecond / memoryShare / speed(speeds, 'memory')];
  let waitNs = device.memory.latencyNs * (kept * home.beyond + resident * near.beyond);
  device.caches.forEach((cache, level) => {
    const through = (rates: HitRates): number => 1 - rates.nearer[level]!;
    const bytes = kept * through(home) + resident * through(near) + load.writtenBytes * through(written);
    times.push(bytes / cache.bytesPerSecond / speed(speeds, 'caches'));
    waitNs += cache.latencyNs * (kept * home.at[level]! + resident * near.at[level]!);
  });
  const perValue = device.unpackInstructions[load.valueType];
  const loadedBytes = load.streamedBytes * load.loadedFraction + load.inputBytes * device.inputLoadCost;
  const count = loadedBytes / LOAD_BYTES + load.values * perValue;
  const flops = load.flops * (1 - (device.folded[load.operation] ?? 0));
  times.push(
    (loadedBytes * instructions) / device.loadBytesPerSecond / speed(speeds, 'loads'),
    (count * instructions) / device.instructionsPerSecond / speed(speeds, 'instructions'),
    flops / device.flopsPerSecond / speed(speeds, 'multiply-adds'),
    (waitNs * 1e-9) / (device.bytesInFlight * inFlight * load.loadsInFlight) / speed(speeds, 'latency'),
  );
  return times.map(seconds => seconds * 1e9);
}

interface HitRates {
  /** Part of a set's bytes that each level answers. */
  readonly at: readonly number[];
  /** Part that some level nearer than this one answers. */
  readonly nearer: readonly number[];
  readonly beyond: number;
}

/** Sets are gone through in turns, so a cache a little too small keeps little, and one much too small nothing. */
function hitRates(caches: readonly CacheLevel[], setBytes: number): HitRates {
  let answered = 0;
  const at: number[] = [];
  const nearer: number[] = [];
  for (const { bytes } of caches) {
    nearer.push(answered);
    const excess = setBytes / bytes;
    const held = excess <= 1 ? 1 : Math.max(0, (PARTLY_RESIDENT - excess) / (PARTLY_RESIDENT - 1));
    const share = Math.max(0, held - answered);
    at.push(share);
    answered += share;
  }
  return { at, nearer, beyond: 1 - answered };
}

function traitsOf(device: SimulatedDevice, load: SimulatedLoad): KernelTraits {
  return load.kernelNames.map(name => device.kernels[name]).find(traits => traits !== undefined) ?? {};
}

/** p-norm; the largest for p = ∞. */
function norm(times: readonly number[], exponent: number): number {
  const largest = times.reduce((a, b) => Math.max(a, b), 0);
  if (largest === 0 || exponent === Number.POSITIVE_INFINITY) return largest;
  const sum = times.reduce((total, time) => total + (time / largest) ** exponent, 0);
  return largest * sum ** (1 / exponent);
}

function speed(speeds: Speeds, resource: Resource): number {
  return speeds[resource] ?? 1;
}
