import { createRandom, hashText, type Random } from '../core/random.ts';
import type { SimulatedDevice } from './device.ts';
import { CLASSES, type ClassId, DECISIVE, type Truth, truthOf } from './elasticity.ts';
import type { SimulatedLoad } from './load.ts';

/** How far the limit that decides is from the others. */
export type Separation = 'apart' | 'close';

export const STRATA = [
  'bandwidth',
  'compute',
  'dispatch',
  'load-limited',
  'issue-limited',
  'latency-limited',
  'cache-resident',
  'bad read probe',
  'int4 issue-limited',
  'throttling',
] as const;
export type Stratum = (typeof STRATA)[number];

/** What can take the longest on a drawn device. */
type Leader = 'memory' | 'cache' | 'loads' | 'instructions' | 'multiply-adds' | 'latency';

const MIB = 2 ** 20;
/** Side of the largest matrix that drawn devices take, by what is drawn. */
const LARGE_SIDE = 4096;
const SMALL_SIDE = 512;
/** Draws of one device before the stratum is given up: its definition would be at fault. */
const ATTEMPTS = 500;
/** A device is apart where no class could become or stop being the regime if the decisive elasticity were halved. */
const AMBIGUOUS = DECISIVE / 2;
/** A GEMV of this device loads x once for four rows of weights. */
const LOADED_PER_STREAMED = 1.25;
const BYTES_PER_LOAD = 16;

/**
 * One device of a stratum, always the same for the same arguments.
 *
 * `apart`: the leading limit is at least twice as long as any other, and the truth is plain: either one class has an
 * elasticity of at least 0.8, or none has one over 0.4. Draws that are not are replaced. `close`: the next limit is
 * 1.1–2 times shorter, and the truth is what it is.
 */
export function drawDevice(stratum: Stratum, separation: Separation, index: number): SimulatedDevice {
  const random = createRandom(index + 1, hashText(`${stratum} ${separation}`));
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const device = draw(stratum, separation, random, `${stratum}, ${separation}, ${index}`);
    if (separation === 'close' || isPlain(referenceTruth(device))) return device;
  }
  throw new Error(`no plain device of "${stratum}" in ${ATTEMPTS} draws`);
}

function isPlain({ classes, regime }: Truth): boolean {
  return (Object.keys(CLASSES) as ClassId[]).every(id => id === regime || classes[id] <= AMBIGUOUS);
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
    writtenBytes: 4 * Math.sqrt(bytes / 4),
    loadedBytes: LOADED_PER_STREAMED * bytes,
    values: bytes / 4,
    valueType: 'f32',
    flops: bytes / 2,
    empty: false,
    dispatches: 1,
  };
  return truthOf(device, load, device.timestamps ? 'gpu' : 'wall');
}

const LEADERS: Readonly<Record<Stratum, readonly Leader[]>> = {
  bandwidth: ['memory'],
  compute: ['multiply-adds'],
  dispatch: ['memory', 'loads', 'instructions', 'multiply-adds', 'latency'],
  'load-limited': ['loads'],
  'issue-limited': ['instructions'],
  'latency-limited': ['latency'],
  'cache-resident': ['cache'],
  'bad read probe': ['memory', 'loads'],
  'int4 issue-limited': ['memory'],
  throttling: ['memory', 'loads'],
};

function draw(stratum: Stratum, separation: Separation, random: Random, name: string): SimulatedDevice {
  const leader = pick(random, LEADERS[stratum]);
  const side = stratum === 'dispatch' ? SMALL_SIDE : LARGE_SIDE;
  const bytes = 4 * side * side;
  // Bytes per second at which the leader alone would let the weights pass.
  const rate = logUniform(random, 5e10, 2e12);
  const slower = slownessOf(leader, separation, random);
  const seconds = bytes / rate;
  const launchNs =
    stratum === 'dispatch'
      ? dispatchNs(seconds, separation, random)
      : logUniform(random, 3e-3, 2e-2) * seconds * 1e9;
  const latencyNs = logUniform(random, 300, 900);
  const instructionsPerSecond = (LOADED_PER_STREAMED / BYTES_PER_LOAD) * rate * slower.instructions;
  return {
    name,
    timestamps: random.unit() > 0.1,
    timestampStepNs: pick(random, [1, 40, 1000, 65_536]),
    wallStepNs: pick(random, [100, 5_000]),
    memory: {
      bytesPerSecond: rate * slower.memory,
      latencyNs,
      largestMatrixBytes: bytes,
    },
    caches: cachesOf(leader, rate * slower.cache, random),
    loadBytesPerSecond: LOADED_PER_STREAMED * rate * slower.loads,
    instructionsPerSecond,
    flopsPerSecond: (rate / 2) * slower['multiply-adds'],
    bytesInFlight: latencyNs * 1e-9 * rate * slower.latency,
    unpackInstructions: unpackOf(stratum, random),
    launchNs: 0.7 * launchNs,
    rampNs: 0.3 * launchNs,
    encodeNs: logUniform(random, 2e3, 4e4),
    submitNs: logUniform(random, 2e4, 2e5),
    overlapExponent: pick(random, [1, 1.5, 2, 3, 6, Number.POSITIVE_INFINITY]),
    kernels: kernelsOf(stratum, leader, random),
    folded: { ladder: random.unit() < 0.1 ? uniform(random, 0.3, 1) : 0 },
    noise: {
      deviation: logUniform(random, 0.003, 0.03),
      memoryMs: logUniform(random, 100, 2000),
      tailShare: uniform(random, 0, 0.06),
      tailSize: uniform(random, 0.02, 0.3),
      stallsPerSecond: uniform(random, 0, 0.3),
      stallMs: logUniform(random, 1, 30),
    },
    throttling:
      stratum === 'throttling'
        ? {
            depth: uniform(random, 0.1, 0.4),
            memoryDepth: uniform(random, 0, 0.3),
            periodMs: logUniform(random, 1e3, 2e4),
          }
        : { depth: 0, memoryDepth: 0, periodMs: 1000 },
  };
}

/** How many times faster than the leader each limit is; the leader's own is 1. */
function slownessOf(
  leader: Leader,
  separation: Separation,
  random: Random,
): Readonly<Record<Leader, number>> {
  const others = (['memory', 'cache', 'loads', 'instructions', 'multiply-adds', 'latency'] as const).filter(
    // What sits in a cache does not ask memory; and memory's latency belongs to memory.
    limit => limit !== leader && !(leader === 'cache' && limit === 'memory'),
  );
  const factors = Object.fromEntries(others.map(limit => [limit, logUniform(random, 2, 40)]));
  if (separation === 'close') factors[pick(random, others)] = uniform(random, 1.1, 2);
  return { memory: 0.25, ...factors, [leader]: 1 } as Record<Leader, number>;
}

/** t0 against the rest of the time: dispatch takes 80 % of the whole from 4 times on. */
function dispatchNs(seconds: number, separation: Separation, random: Random): number {
  const times = separation === 'apart' ? logUniform(random, 8, 40) : uniform(random, 1.1, 8);
  return times * seconds * 1e9;
}

/** Nearest first. A resident device has a last level that holds every stream set. */
function cachesOf(leader: Leader, lastRate: number, random: Random): SimulatedDevice['caches'] {
  const nearRate = lastRate * uniform(random, 2, 6);
  const last = leader === 'cache' ? 2048 * MIB : pick(random, [2, 6, 32, 96]) * MIB;
  return [
    { bytes: 256 * 1024, bytesPerSecond: nearRate, latencyNs: 40 },
    { bytes: last, bytesPerSecond: lastRate, latencyNs: 150 },
  ];
}

/** Instructions to unpack one weight; a GEMV spends about 0.3 on loading one. */
function unpackOf(stratum: Stratum, random: Random): SimulatedDevice['unpackInstructions'] {
  const f16 = uniform(random, 0.05, 0.5);
  const i8 = uniform(random, 0.2, 1);
  const i4 = stratum === 'int4 issue-limited' ? uniform(random, 4, 12) : uniform(random, 0.3, 1.5);
  return { f32: 0, f16, i8, i4 };
}

function kernelsOf(stratum: Stratum, leader: Leader, random: Random): SimulatedDevice['kernels'] {
  const gemv = { memoryShare: uniform(random, 0.93, 1), inFlight: 1 };
  // Where latency limits, it is the product that keeps too little in flight: the probes keep more.
  const probe = {
    memoryShare: uniform(random, 0.97, 1),
    inFlight: leader === 'latency' ? uniform(random, 2.5, 6) : 1,
  };
  const bad = stratum === 'bad read probe' ? uniform(random, 0.3, 0.85) : 1;
  const read = { ...probe, memoryShare: probe.memoryShare * bad, instructions: 0.8 / bad };
  return {
    'gemv/rows-per-workgroup': gemv,
    'probe/read': read,
    'probe/read?shape=1': { ...read, memoryShare: read.memoryShare * uniform(random, 0.9, 1) },
    'probe/read?shape=2': { ...read, memoryShare: read.memoryShare * uniform(random, 0.5, 1) },
    'probe/gather': { memoryShare: uniform(random, 0.2, 0.8), inFlight: uniform(random, 0.1, 0.5) },
  };
}

function uniform(random: Random, low: number, high: number): number {
  return low + (high - low) * random.unit();
}

function logUniform(random: Random, low: number, high: number): number {
  return low * Math.exp(random.unit() * Math.log(high / low));
}

function pick<T>(random: Random, items: readonly T[]): T {
  return items[random.below(items.length)]!;
}
