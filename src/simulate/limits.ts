import type { Random } from '../core/random.ts';
import { logUniform, pick, uniform } from './draw.ts';
import type { Separation, Stratum } from './stratum.ts';

/** What can take the longest on a drawn device. */
export type Limit = 'memory' | 'cache' | 'loads' | 'instructions' | 'multiply-adds' | 'latency';

const LIMITS: readonly Limit[] = ['memory', 'cache', 'loads', 'instructions', 'multiply-adds', 'latency'];

const LEADERS: Readonly<Record<Stratum, readonly Limit[]>> = {
  bandwidth: ['memory'],
  compute: ['multiply-adds'],
  dispatch: ['memory', 'loads', 'instructions', 'multiply-adds', 'latency'],
  'dispatch share': ['memory', 'memory', 'loads', 'latency'],
  'load-limited': ['loads'],
  'issue-limited': ['instructions'],
  'latency-limited': ['latency'],
  'occupancy-limited': ['latency'],
  'cache-resident': ['cache'],
  'slow resident set': ['memory'],
  'no near cache': ['memory'],
  'bad read probe': ['memory', 'loads'],
  'slow read probe': ['memory', 'memory', 'loads'],
  'int4 issue-limited': ['memory'],
  throttling: ['memory', 'loads'],
};

/** The ladders of bytes and of batch double these twice on the same bytes; they are to stay apart there too. */
const LEAST_LEAD: Partial<Readonly<Record<Limit, number>>> = { instructions: 8, 'multiply-adds': 8 };

/** On HBM parts the last cache is hardly faster than memory, and a resident set may lie in it. */
const SLOW_CACHE = [1.3, 3.5] as const;
/** A cache that saves latency and hardly anything else. */
const USELESS_CACHE = [1, 1.3] as const;

export interface Limits {
  readonly leader: Limit;
  /** How many times faster than the leader each limit is; the leader's own is 1. */
  readonly lead: Readonly<Record<Limit, number>>;
}

export function drawLimits(stratum: Stratum, separation: Separation, random: Random): Limits {
  const leader = pick(random, LEADERS[stratum]);
  // What sits in a cache does not ask memory.
  const others = LIMITS.filter(limit => limit !== leader && !(leader === 'cache' && limit === 'memory'));
  // Only a memory ceiling can tell latency from bandwidth, so memory is the next limit there.
  const memory = leader === 'latency' ? uniform(random, 2, 3) : 1;
  const factors = Object.fromEntries(
    others.map(limit => [limit, memory * logUniform(random, LEAST_LEAD[limit] ?? 2, 40)]),
  );
  if (leader === 'latency') factors.memory = memory;
  if (separation === 'close') factors[pick(random, others)] = uniform(random, 1.1, 2);
  if (stratum === 'slow resident set') factors.cache = uniform(random, ...SLOW_CACHE);
  if (stratum === 'no near cache') factors.cache = uniform(random, ...USELESS_CACHE);
  return { leader, lead: { memory: 0.25, ...factors, [leader]: 1 } as Record<Limit, number> };
}
