import type { Sample } from '../../src/core/record/sample.ts';
import { NS_PER_MS } from '../../src/core/units.ts';
import { pairedRatio, ratioOfMedians, type Timed } from '../../src/stats/paired.ts';
import { summarize } from '../../src/stats/summary.ts';
import type { Method, PeerRatio, TimedSide } from './comparison.ts';
import type { DeviceProduct } from './peer.ts';

/** A sample lasts at least this long, and this many clock steps. */
const SAMPLE_NS = 4e6;
const SAMPLE_STEPS = 150;
const MAXIMUM_CALLS = 1 << 10;
/** Rows of n, 4n and 8n calls: their slope leaves out what the one wait costs. */
const ROW_MULTIPLES = [1, 4, 8] as const;
/** Beside a call this long a wait is nothing: rows of one call, and time ÷ calls. */
const LONG_CALL_NS = 50e6;

/** Where a call of either side is this long, A B and B A take turns instead of A B B A: half the time, as balanced. */
const VERY_LONG_CALL_NS = 300e6;

const ROUNDS = { minimum: 3, usual: 10, maximum: 20 } as const;
/** 95 % half-width of the ratio at which it is known well enough. */
const PRECISION = 0.02;

/** The clocks of the place, and when to stop. */
export interface Stopwatch {
  /** Milliseconds. */
  now(): number;
  readonly startMs: number;
  readonly wallStepNs: number;
  /** What rows must differ by: they end with the answer of a queue. */
  readonly wallResolutionNs: number;
  readonly timestampStepNs: number | null;
  /** Rounds end here, once there are a few. */
  readonly deadlineMs: number;
}

interface Side {
  readonly product: DeviceProduct;
  /** Time of one call, seen in the first ones. */
  readonly callNs: number;
  readonly samples: Sample[];
}

/** Shortest of the calls after the first, which compiles. */
export async function firstCallNs(product: DeviceProduct, { now }: Stopwatch): Promise<number> {
  let shortest = Number.POSITIVE_INFINITY;
  await product.call();
  for (let i = 0; i < 2; i++) {
    const startMs = now();
    await product.call();
    shortest = Math.min(shortest, (now() - startMs) * NS_PER_MS);
    if (shortest > LONG_CALL_NS) break;
  }
  return Math.max(shortest, 1);
}

/** Times both sides by one method in turns, ours first. Null where one side has no such clock. */
export async function compareBy(
  method: Method,
  ours: Omit<Side, 'samples'>,
  peer: Omit<Side, 'samples'>,
  watch: Stopwatch,
): Promise<PeerRatio | null> {
  if (method === 'clock' && (!ours.product.gpuNs || !peer.product.gpuNs)) return null;
  const a: Side = { ...ours, samples: [] };
  const b: Side = { ...peer, samples: [] };
  let index = 0;
  for (let round = 0; round < ROUNDS.maximum; round++) {
    for (const side of turns(a, b, round)) {
      for (const sample of await samplesOf(method, side, watch)) {
        side.samples.push({ ...sample, index: index++, round, group: method });
      }
    }
    const rounds = round + 1;
    if (rounds >= ROUNDS.minimum && watch.now() >= watch.deadlineMs) break;
    if (rounds !== ROUNDS.usual) continue;
    const estimate = pairedRatio(timed(method, b, watch), timed(method, a, watch));
    if (estimate && (estimate.high - estimate.low) / 2 <= PRECISION * estimate.value) break;
  }
  return ratioOf(method, timed(method, a, watch), timed(method, b, watch));
}

function turns(a: Side, b: Side, round: number): readonly Side[] {
  if (Math.max(a.callNs, b.callNs) < VERY_LONG_CALL_NS) return [a, b, b, a];
  return round % 2 === 0 ? [a, b] : [b, a];
}

/** Samples of `call` for a side that nothing runs in turns with. */
export async function timeAlone(side: Omit<Side, 'samples'>, watch: Stopwatch): Promise<Timed> {
  const samples: Sample[] = [];
  for (let round = 0; round < ROUNDS.usual; round++) {
    for (const sample of await samplesOf('call', { ...side, samples }, watch)) {
      samples.push({ ...sample, index: samples.length, round, group: 'call' });
    }
    if (round + 1 >= ROUNDS.minimum && watch.now() >= watch.deadlineMs) break;
  }
  return timed('call', { ...side, samples }, watch);
}

/** @returns the ratio of two timed sides; without a number where a clock is too coarse for it */
export function ratioOf(method: Method, ours: Timed, peer: Timed): PeerRatio {
  const resolved = [ours, peer].every(
    side =>
      !summarize(side.samples, { ...side, order: side.sampleOrder ?? 'measured' }).flags.includes(
        'unresolved',
      ),
  );
  const isSorted = peer.sampleOrder === 'sorted';
  const estimate = resolved ? (isSorted ? ratioOfMedians(peer, ours) : pairedRatio(peer, ours)) : null;
  return {
    method,
    value: estimate?.value ?? null,
    low: estimate?.low ?? null,
    high: estimate?.high ?? null,
    count: estimate?.count ?? 0,
    paired: estimate?.paired ?? !isSorted,
    ours: described(ours),
    peer: described(peer),
  };
}

function described(side: Timed): TimedSide {
  const sampleOrder = side.sampleOrder ?? 'measured';
  const { medianNs } = summarize(side.samples, { ...side, order: sampleOrder });
  return {
    timerId: side.timerId,
    resolutionNs: side.resolutionNs,
    sampleOrder,
    medianNs,
    samples: side.samples,
  };
}

function timed(method: Method, { samples }: Side, watch: Stopwatch): Timed {
  if (method === 'call') return { samples, timerId: 'host', resolutionNs: watch.wallStepNs };
  if (method === 'row') return { samples, timerId: 'wall', resolutionNs: watch.wallResolutionNs };
  return { samples, timerId: 'timestamp', resolutionNs: watch.timestampStepNs ?? 0 };
}

type Taken = Pick<Sample, 'startedAtMs' | 'totalNs' | 'dispatches'>;

async function samplesOf(method: Method, { product, callNs }: Side, watch: Stopwatch): Promise<Taken[]> {
  if (method === 'clock') {
    const startedAtMs = watch.now() - watch.startMs;
    return [{ startedAtMs, totalNs: await product.gpuNs!(), dispatches: 1 }];
  }
  const rowStepNs = watch.wallResolutionNs / (ROW_MULTIPLES.at(-1)! - ROW_MULTIPLES[0]);
  const calls = callsASample(
    callNs,
    method === 'row' ? Math.max(watch.wallStepNs, rowStepNs) : watch.wallStepNs,
  );
  if (method === 'call') {
    return [
      await take(watch, calls, async () => {
        for (let i = 0; i < calls; i++) await product.call();
      }),
    ];
  }
  const multiples = callNs > LONG_CALL_NS ? [1] : ROW_MULTIPLES;
  const taken: Taken[] = [];
  for (const multiple of multiples) {
    const count = multiple * calls;
    taken.push(await take(watch, count, () => product.inARow(count)));
  }
  return taken;
}

async function take(watch: Stopwatch, dispatches: number, run: () => Promise<void>): Promise<Taken> {
  const startMs = watch.now();
  await run();
  return { startedAtMs: startMs - watch.startMs, totalNs: (watch.now() - startMs) * NS_PER_MS, dispatches };
}

export function callsASample(callNs: number, wallStepNs: number): number {
  const wantedNs = Math.max(SAMPLE_NS, SAMPLE_STEPS * wallStepNs);
  return Math.min(MAXIMUM_CALLS, Math.max(1, Math.ceil(wantedNs / callNs)));
}
