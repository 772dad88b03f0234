import type { ClockFacts } from '../../core/environment.ts';
import { type Gpu, withErrorScopes } from '../../gpu/device.ts';
import { SharedMemory } from '../../gpu/memory.ts';
import { PipelineCache, type Prepared, prepare } from '../../gpu/prepare.ts';
import type { RawSample, Timer } from '../../gpu/timers/timer.ts';
import { TimestampTimer } from '../../gpu/timers/timestamp.timer.ts';
import { WallTimer } from '../../gpu/timers/wall.timer.ts';
import { median } from '../../stats/quantile.ts';
import { smallestPositiveStep } from '../../stats/resolution.ts';
import { theilSenSlope } from '../../stats/theil-sen.ts';
import type { Host } from '../case/bench.ts';
import { counterKernel, counterLaunch } from '../case/counter.ts';

const STEP_PASSES = 24;
const WALL_STEPS = 40;
const COMPARED_BATCHES = 5;
/** A batch long enough that the overhead of a submission is a small part of it. */
const LONG_BATCH_MS = 8;
/** Alternating outputs faster than this share of same-output time means that dispatches overlap. */
const OVERLAP_RATIO = 0.85;
/** Dawn masks the low 16 bits of a timestamp where it quantises. */
const QUANTUM_NS = 65536n;

/**
 * Measures the clocks before anything is timed with them: steps, whether timestamps are quantised, whether both clocks
 * agree, and whether independent dispatches of one pass overlap.
 */
export async function measureClock(
  gpu: Gpu,
  host: Host,
  detail: 'brief' | 'full' = 'full',
): Promise<ClockFacts> {
  const wallStepNs = measureWallStep(host);
  const pipelines = new PipelineCache(gpu);
  const memory = new SharedMemory(gpu.device);
  const same = await prepare(gpu, memory, pipelines, counterKernel, counterLaunch(), { copyCount: 1 });
  const alternating = await prepare(gpu, memory, pipelines, counterKernel, counterLaunch(), {
    copyCount: 1,
    outputSets: 2,
  });
  const wall = new WallTimer(gpu.device, host.now, wallStepNs);
  const stamps = gpu.features.has('timestamp-query') ? new TimestampTimer(gpu.device, host.now, 1) : null;
  try {
    return await withErrorScopes(gpu.device, async () => {
      const steps = stamps ? await timestampSteps(stamps, same) : null;
      const facts = {
        timestampStepNs: steps?.stepNs ?? null,
        timestampsQuantised: steps?.quantised ?? null,
        wallStepNs,
      };
      if (detail === 'brief') return { ...facts, agreement: null, overlaps: 'unknown' };
      const batch = await longBatch(stamps ?? wall, same);
      await demandOrder(gpu, same);
      return {
        ...facts,
        agreement: stamps ? await clockAgreement(stamps, wall, same, batch) : null,
        overlaps: await overlaps(stamps ?? wall, same, alternating, batch),
      };
    });
  } finally {
    stamps?.destroy();
    same.destroy();
    alternating.destroy();
  }
}

/** Smallest positive step of the platform's clock, in ns. */
export function measureWallStep(host: Host): number {
  const readings: number[] = [];
  for (let i = 0; i < WALL_STEPS; i++) {
    const before = host.now();
    let after = host.now();
    while (after === before) after = host.now();
    readings.push(before * 1e6, after * 1e6);
  }
  return smallestPositiveStep(readings) ?? 1e6;
}

/**
 * The GPU clock's step: the largest number of ns of which all readings of a run are whole multiples apart. Where a tick
 * is no whole number of ns (52.08 on some GPUs) that is 1, less than the tick, and harmless: batches last milliseconds.
 */
async function timestampSteps(
  timer: TimestampTimer,
  prepared: Prepared,
): Promise<{ stepNs: number; quantised: boolean }> {
  const readings: bigint[] = [];
  for (let i = 0; i < STEP_PASSES; i++) readings.push(...(await timer.stamps(prepared, 1 + (i % 4), null)));
  const origin = readings[0]!;
  const step = readings.map(reading => abs(reading - origin)).reduce(greatestCommonDivisor);
  return {
    stepNs: Number(step) || Number(QUANTUM_NS),
    quantised: readings.every(reading => reading % QUANTUM_NS === 0n),
  };
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b);
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}

interface Batch {
  readonly dispatches: number;
  readonly executionNs: number;
}

async function longBatch(timer: Timer, prepared: Prepared): Promise<Batch> {
  let executionNs: number | null = null;
  for (let dispatches = 1; ; dispatches *= 2) {
    const [sample] = await timer.time(prepared, dispatches, executionNs);
    executionNs = sample!.totalNs / dispatches;
    if (sample!.totalNs >= LONG_BATCH_MS * 1e6 || dispatches >= 8192) return { dispatches, executionNs };
  }
}

/** @throws Error where dispatches of one pass lose updates of each other: such a device cannot be measured in batches */
async function demandOrder(gpu: Gpu, counter: Prepared): Promise<void> {
  const dispatches = 32;
  counter.poison();
  const encoder = gpu.device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  for (let i = 0; i < dispatches; i++) counter.encode(pass, i);
  pass.end();
  gpu.device.queue.submit([encoder.finish()]);
  const [last] = await counter.readOutput();
  // The poison that it starts from is −1.
  const counted = (last! + 1) >>> 0;
  if (counted !== dispatches)
    throw new Error(
      `dispatches of one pass are not ordered: ${dispatches} chained increments gave ${counted}`,
    );
}

async function clockAgreement(
  stamps: Timer,
  wall: Timer,
  prepared: Prepared,
  { dispatches, executionNs }: Batch,
): Promise<NonNullable<ClockFacts['agreement']>> {
  const ratios: number[] = [];
  for (let i = 0; i < COMPARED_BATCHES; i++) {
    const [stamp] = await stamps.time(prepared, dispatches, executionNs);
    const wallNs = slope(await wall.time(prepared, Math.ceil(dispatches / 4), executionNs));
    ratios.push(stamp!.totalNs / stamp!.dispatches / wallNs);
  }
  return { ratio: median(ratios), low: Math.min(...ratios), high: Math.max(...ratios) };
}

function slope(samples: readonly RawSample[]): number {
  return theilSenSlope(samples.map(({ dispatches, totalNs }) => ({ x: dispatches, y: totalNs })))!;
}

async function overlaps(
  timer: Timer,
  same: Prepared,
  alternating: Prepared,
  { dispatches, executionNs }: Batch,
): Promise<'yes' | 'no'> {
  const ratios: number[] = [];
  for (let i = 0; i < COMPARED_BATCHES; i++) {
    const [one] = await timer.time(same, dispatches, executionNs);
    const [other] = await timer.time(alternating, dispatches, executionNs);
    ratios.push(other!.totalNs / one!.totalNs);
  }
  return median(ratios) < OVERLAP_RATIO ? 'yes' : 'no';
}
