import { createRandom, hashText, type Random } from '../core/random.ts';
import type { SimulatedDevice } from './device.ts';
import { logUniform, pick, uniform } from './draw.ts';
import { DECISIVE, type Truth, truthOf } from './elasticity.ts';
import { drawLimits, type Limit } from './limits.ts';
import type { SimulatedLoad } from './load.ts';
import type { Separation, Stratum } from './stratum.ts';

const KIB = 1024;
const MIB = 2 ** 20;
/** Sides of the largest matrix that drawn devices take: launching one that is dispatch-bound takes most of a small one. */
const LARGE_SIDES = [2048, 2048, 4096, 8192];
const SMALL_SIDE = 512;
/** Bytes per second at which the leading limit alone lets weights pass: from a small integrated GPU to HBM3e. */
const RATES = [5e10, 6e12] as const;
/** Draws of one device before the stratum is given up: its definition would be at fault. */
const ATTEMPTS = 500;
/**
 * The judged product is not quite the reference product, and its elasticities differ by a few hundredths: a device so near
 * to what decides would be true of one product and false of the next.
 */
const MARGIN = 0.05;
/** Where several limits add up they do so to any share, and the next smaller product has more of launching in it. */
const SUM_MARGIN = 0.1;
/** Slower to launch than any device that is known. */
const LONGEST_LAUNCH_NS = 2e5;
/** A GEMV loads x once for four rows of weights. */
const INPUT_PER_STREAMED = 0.25;
const BYTES_PER_LOAD = 16;

/**
 * One device of a stratum, always the same for the same arguments.
 *
 * `apart`: the leading limit takes at least twice as long as any other, and decides, whichever product is judged: its own
 * elasticity is at least MARGIN over what decides. Draws in which several limits add up to more are replaced; where that is
 * the stratum, only those that come near to what decides. `close`: the next limit is 1.1–2 times shorter, and
 * the truth is what it is.
 */
export function drawDevice(stratum: Stratum, separation: Separation, index: number): SimulatedDevice {
  const random = createRandom(index + 1, hashText(`${stratum} ${separation}`));
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const device = draw(stratum, separation, random, `${stratum}, ${separation}, ${index}`);
    if (separation === 'close' || isApart(stratum, referenceTruth(device))) return device;
  }
  throw new Error(`no plain device of "${stratum}" in ${ATTEMPTS} draws`);
}

function isApart(stratum: Stratum, { classes, resources }: Truth): boolean {
  const decides = (value: number): boolean => value >= DECISIVE + MARGIN;
  if (stratum === 'dispatch share')
    return Object.values(classes).every(value => decides(value) || value <= DECISIVE - SUM_MARGIN);
  return [...Object.values(classes), ...Object.values(resources)].some(decides);
}

/** Truth of the largest f32 product that the device takes. */
function referenceTruth(device: SimulatedDevice): Truth {
  const bytes = device.memory.largestMatrixBytes;
  const load: SimulatedLoad = {
    kernelNames: [],
    operation: 'matvec',
    streamedBytes: bytes,
    workingSetBytes: 512 * MIB,
    memoryShare: 1,
    residentBytes: 64 * KIB,
    writtenBytes: 4 * Math.sqrt(bytes / 4),
    loadedFraction: 1,
    inputBytes: INPUT_PER_STREAMED * bytes,
    values: bytes / 4,
    valueType: 'f32',
    flops: bytes / 2,
    loadsInFlight: 1,
    empty: false,
    dispatches: 1,
  };
  return truthOf(device, load, device.timestamps ? 'gpu' : 'wall');
}

function draw(stratum: Stratum, separation: Separation, random: Random, name: string): SimulatedDevice {
  const { leader, lead } = drawLimits(stratum, separation, random);
  const side = stratum === 'dispatch' ? SMALL_SIDE : pick(random, LARGE_SIDES);
  const bytes = 4 * side * side;
  const rate = logUniform(random, ...RATES);
  const seconds = bytes / rate;
  const launchNs = Math.min(LONGEST_LAUNCH_NS, launchShare(stratum, separation, random) * seconds * 1e9);
  const latencyNs = logUniform(random, 300, 900);
  const inputLoadCost = pick(random, [0, 0, uniform(random, 0, 1)]);
  const loadedPerStreamed = 1 + INPUT_PER_STREAMED * inputLoadCost;
  return {
    name,
    timestamps: random.unit() > 0.1,
    timestampStepNs: pick(random, [1, 40, 1000, 65_536]),
    wallStepNs: pick(random, [100, 5_000]),
    memory: {
      bytesPerSecond: rate * lead.memory,
      latencyNs,
      largestMatrixBytes: bytes,
    },
    caches: cachesOf(stratum, leader, rate * lead.cache, random),
    loadBytesPerSecond: loadedPerStreamed * rate * lead.loads,
    inputLoadCost,
    instructionsPerSecond: (loadedPerStreamed / BYTES_PER_LOAD) * rate * lead.instructions,
    flopsPerSecond: (rate / 2) * lead['multiply-adds'],
    bytesInFlight: latencyNs * 1e-9 * rate * lead.latency,
    unpackInstructions: unpackOf(stratum, random),
    launchNs: 0.7 * launchNs,
    rampNs: 0.3 * launchNs,
    encodeNs: encodeNsOf(stratum, seconds, random),
    submitNs: logUniform(random, 2e4, 2e5),
    overlapExponent: pick(random, [1, 1.5, 2, 3, 6, Number.POSITIVE_INFINITY]),
    kernels: kernelsOf(stratum, leader, random),
    folded: { ladder: random.unit() < 0.1 ? uniform(random, 0.3, 1) : 0 },
    noise: drawNoise(random),
    throttling:
      stratum === 'throttling' ? drawThrottling(random) : { depth: 0, memoryDepth: 0, periodMs: 1000 },
  };
}

/** t0 against the rest of the time: dispatch takes 80 % of the whole from 4 times on. */
function launchShare(stratum: Stratum, separation: Separation, random: Random): number {
  if (stratum === 'dispatch') {
    return separation === 'apart' ? logUniform(random, 8, 40) : uniform(random, 1.1, 8);
  }
  if (stratum !== 'dispatch share') return logUniform(random, 3e-3, 2e-2);
  const share = uniform(random, 0.05, 0.3);
  return share / (1 - share);
}

/**
 * The CPU records the next dispatch while the GPU works; where that takes about as long, it is a limit too. Suites choose
 * products that take 20 times as long as launching and recording. Devices allow them, but in the strata of dispatch.
 */
function encodeNsOf(stratum: Stratum, seconds: number, random: Random): number {
  if (stratum === 'dispatch') return logUniform(random, 2e3, 4e4);
  const most = stratum === 'dispatch share' ? 0.4 : 0.025;
  return logUniform(random, 0.01, most) * seconds * 1e9;
}

function drawNoise(random: Random): SimulatedDevice['noise'] {
  return {
    deviation: logUniform(random, 0.003, 0.03),
    memoryMs: logUniform(random, 100, 2000),
    tailShare: uniform(random, 0, 0.06),
    tailSize: uniform(random, 0.02, 0.3),
    stallsPerSecond: uniform(random, 0, 0.3),
    stallMs: logUniform(random, 1, 30),
  };
}

function drawThrottling(random: Random): SimulatedDevice['throttling'] {
  return {
    depth: uniform(random, 0.1, 0.4),
    memoryDepth: uniform(random, 0, 0.3),
    periodMs: logUniform(random, 1e3, 2e4),
  };
}

/**
 * Nearest first. A resident device has a last level that holds every stream set. A near level smaller than the resident
 * set leaves the set to the last level.
 */
function cachesOf(
  stratum: Stratum,
  leader: Limit,
  lastRate: number,
  random: Random,
): SimulatedDevice['caches'] {
  const nearRate = lastRate * uniform(random, 2, 6);
  const near = stratum === 'slow resident set' ? pick(random, [16, 32]) : 256;
  const last = leader === 'cache' ? 2048 * MIB : pick(random, [2, 6, 32, 96]) * MIB;
  const lastLevel = { bytes: last, bytesPerSecond: lastRate, latencyNs: 150 };
  if (stratum === 'no near cache') return [lastLevel];
  return [{ bytes: near * KIB, bytesPerSecond: nearRate, latencyNs: 40 }, lastLevel];
}

/** Instructions to unpack one weight; a GEMV spends about 0.3 on loading one. */
function unpackOf(stratum: Stratum, random: Random): SimulatedDevice['unpackInstructions'] {
  const f16 = uniform(random, 0.05, 0.5);
  const i8 = uniform(random, 0.2, 1);
  const i4 = stratum === 'int4 issue-limited' ? uniform(random, 4, 12) : uniform(random, 0.3, 1.5);
  return { f32: 0, f16, i8, i4 };
}

function kernelsOf(stratum: Stratum, leader: Limit, random: Random): SimulatedDevice['kernels'] {
  const gemv = { memoryShare: uniform(random, 0.93, 1), inFlight: 1 };
  const probe = { memoryShare: uniform(random, 0.97, 1), inFlight: probeInFlight(stratum, leader, random) };
  const quality = probeQuality(stratum, random);
  const read = {
    ...probe,
    memoryShare: probe.memoryShare * quality,
    instructions: uniform(random, 0.85, 1.02) / quality,
  };
  return {
    'gemv/rows-per-workgroup': gemv,
    'probe/read': read,
    'probe/read?shape=1': { ...read, memoryShare: read.memoryShare * uniform(random, 0.9, 1) },
    'probe/read?shape=2': { ...read, memoryShare: read.memoryShare * uniform(random, 0.5, 1) },
    'probe/gather': { memoryShare: uniform(random, 0.2, 0.8), inFlight: uniform(random, 0.1, 0.5) },
  };
}

/** Where latency limits, it is mostly the product that keeps too little in flight; with few places for threads, all do. */
function probeInFlight(stratum: Stratum, leader: Limit, random: Random): number {
  if (stratum === 'occupancy-limited') return uniform(random, 1, 1.2);
  return leader === 'latency' ? uniform(random, 6, 12) : 1;
}

function probeQuality(stratum: Stratum, random: Random): number {
  if (stratum === 'bad read probe') return uniform(random, 0.3, 0.85);
  return stratum === 'slow read probe' ? uniform(random, 0.88, 0.97) : 1;
}
