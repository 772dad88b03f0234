import { createRandom, hashText, type Random } from '../core/random.ts';
import type { SimulatedDevice } from './device.ts';
import { DECISIVE, type Truth, truthOf } from './elasticity.ts';
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
const LARGE_SIDE = 2048;
const SMALL_SIDE = 512;
/** Draws of one device before the stratum is given up: its definition would be at fault. */
const ATTEMPTS = 500;
/** A GEMV loads x once for four rows of weights. */
const INPUT_PER_STREAMED = 0.25;
const BYTES_PER_LOAD = 16;

/**
 * One device of a stratum, always the same for the same arguments.
 *
 * `apart`: the leading limit takes at least twice as long as any other, and decides: its own elasticity is at least 0.8.
 * Draws in which several limits add up to more are replaced. `close`: the next limit is 1.1–2 times shorter, and the
 * truth is what it is.
 */
export function drawDevice(stratum: Stratum, separation: Separation, index: number): SimulatedDevice {
  const random = createRandom(index + 1, hashText(`${stratum} ${separation}`));
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const device = draw(stratum, separation, random, `${stratum}, ${separation}, ${index}`);
    if (separation === 'close' || isPlain(referenceTruth(device))) return device;
  }
  throw new Error(`no plain device of "${stratum}" in ${ATTEMPTS} draws`);
}

function isPlain({ classes, resources }: Truth): boolean {
  return [...Object.values(classes), ...Object.values(resources)].some(value => value >= DECISIVE);
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
    loadedFraction: 1,
    inputBytes: INPUT_PER_STREAMED * bytes,
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
  const lead = leadOver(leader, separation, random);
  const seconds = bytes / rate;
  const launchNs =
    stratum === 'dispatch'
      ? dispatchNs(seconds, separation, random)
      : logUniform(random, 3e-3, 2e-2) * seconds * 1e9;
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
    caches: cachesOf(leader, rate * lead.cache, random),
    loadBytesPerSecond: loadedPerStreamed * rate * lead.loads,
    inputLoadCost,
    instructionsPerSecond: (loadedPerStreamed / BYTES_PER_LOAD) * rate * lead.instructions,
    flopsPerSecond: (rate / 2) * lead['multiply-adds'],
    bytesInFlight: latencyNs * 1e-9 * rate * lead.latency,
    unpackInstructions: unpackOf(stratum, random),
    launchNs: 0.7 * launchNs,
    rampNs: 0.3 * launchNs,
    // The CPU records the next dispatch while the GPU works; where that takes about as long, it is a limit too.
    encodeNs:
      stratum === 'dispatch' ? logUniform(random, 2e3, 4e4) : logUniform(random, 0.01, 0.4) * seconds * 1e9,
    submitNs: logUniform(random, 2e4, 2e5),
    overlapExponent: pick(random, [1, 1.5, 2, 3, 6, Number.POSITIVE_INFINITY]),
    kernels: kernelsOf(stratum, leader, random),
    folded: { ladder: random.unit() < 0.1 ? uniform(random, 0.3, 1) : 0 },
    noise: drawNoise(random),
    throttling:
      stratum === 'throttling' ? drawThrottling(random) : { depth: 0, memoryDepth: 0, periodMs: 1000 },
  };
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

const LIMITS = ['memory', 'cache', 'loads', 'instructions', 'multiply-adds', 'latency'] as const;

/** The ladders of bytes and of batch double these twice on the same bytes; they are to stay apart there too. */
const LEAST_LEAD: Partial<Readonly<Record<Leader, number>>> = { instructions: 8, 'multiply-adds': 8 };

/** How many times faster than the leader each limit is; the leader's own is 1. */
function leadOver(leader: Leader, separation: Separation, random: Random): Readonly<Record<Leader, number>> {
  // What sits in a cache does not ask memory.
  const others = LIMITS.filter(limit => limit !== leader && !(leader === 'cache' && limit === 'memory'));
  // Only a memory ceiling can tell latency from bandwidth, so memory is the next limit there.
  const memory = leader === 'latency' ? uniform(random, 2, 3) : 1;
  const factors = Object.fromEntries(
    others.map(limit => [limit, memory * logUniform(random, LEAST_LEAD[limit] ?? 2, 40)]),
  );
  if (leader === 'latency') factors.memory = memory;
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
    inFlight: leader === 'latency' ? uniform(random, 6, 12) : 1,
  };
  const bad = stratum === 'bad read probe' ? uniform(random, 0.3, 0.85) : 1;
  const read = {
    ...probe,
    memoryShare: probe.memoryShare * bad,
    instructions: uniform(random, 0.85, 1.02) / bad,
  };
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
