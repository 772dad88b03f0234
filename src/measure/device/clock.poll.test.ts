import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SharedMemory } from '../../gpu/memory.ts';
import { PipelineCache, prepare } from '../../gpu/prepare.ts';
import { countingDevice } from '../../gpu/testing/counting-device.ts';
import { drawDevice } from '../../simulate/strata.ts';
import { summarize } from '../../stats/summary.ts';
import { simulatedEnvironment } from '../../truth/simulated-environment.ts';
import { openBench } from '../case/bench.ts';
import { counterKernel, counterLaunch } from '../case/counter.ts';
import { calibrate } from '../case/sampler.ts';
import { measureClock } from './clock.ts';

const ROUNDS = 6;
/** Every look at the host's clock takes this long; a browser rounds it to a millisecond. */
const LOOK_NS = 20e3;

/** A device whose end of work is heard of on a grid, as in a browser that polls, and what is measured of its clocks. */
async function polling(pollNs: number, dispatchNs: number) {
  const device = countingDevice({ dispatchNs, pollNs, submitNs: 50e3 });
  const host = {
    now: () => {
      device.pass(LOOK_NS);
      return Math.floor(device.nowMs());
    },
    whenVisible: async () => {},
    breathe: async () => {},
  };
  return { device, host, clock: await measureClock(device.gpu, host) };
}

/** A few rounds by wall clock; null where it says beforehand that it cannot. */
async function timedByWall(pollNs: number, dispatchNs: number) {
  const { device, host, clock } = await polling(pollNs, dispatchNs);
  const { gpu } = device;
  const memory = new SharedMemory(gpu.device);
  const prepared = await prepare(gpu, memory, new PipelineCache(gpu), counterKernel, counterLaunch(), {
    copyCount: 1,
  });
  const environment = { ...simulatedEnvironment(drawDevice('bandwidth', 'apart', 0)), clock };
  const effort = { streamBytes: 1, minimumBatchMs: 10 };
  const bench = openBench({ gpu, host, environment, pipelines: new PipelineCache(gpu), ...effort });
  const { timers, numbering, minimumBatchMs } = bench;
  const sampler = await calibrate(prepared, timers.wall, numbering, minimumBatchMs);
  if (sampler.unresolved !== null) return null;
  const samples = [];
  for (let round = 0; round < ROUNDS; round++) samples.push(...(await sampler.sample({ round, group: 'a' })));
  return summarize(samples, { timerId: 'wall', resolutionNs: timers.wall.resolutionNs });
}

describe('a queue that is polled', () => {
  const polls = fc.constantFrom(1e6, 4e6, 9e6, 16.7e6, 100e6, 103e6);
  const times = fc.double({ min: 3, max: 9.4, noNaN: true }).map(exponent => 10 ** exponent);

  it('gives wall figures that are right or unresolved, never an interval without the truth', async () => {
    await fc.assert(
      fc.asyncProperty(polls, times, async (pollNs, dispatchNs) => {
        const summary = await timedByWall(pollNs, dispatchNs);
        if (summary === null || summary.flags.includes('unresolved')) return;
        expect(summary.lowNs).toBeLessThanOrEqual(dispatchNs);
        expect(summary.highNs).toBeGreaterThanOrEqual(dispatchNs);
        expect(summary.medianNs / dispatchNs).toBeGreaterThan(0.9);
        expect(summary.medianNs / dispatchNs).toBeLessThan(1.1);
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  it('still resolves what is long enough', async () => {
    for (const [pollNs, dispatchNs] of [
      [1e6, 50e3],
      [4e6, 3e6],
      [100e6, 1.7e9],
    ] as const) {
      expect((await timedByWall(pollNs, dispatchNs))?.flags).not.toContain('unresolved');
    }
  });

  it('leaves the ratio of the clocks open, or finds that they agree', async () => {
    await fc.assert(
      fc.asyncProperty(polls, times, async (pollNs, dispatchNs) => {
        const { clock } = await polling(pollNs, Math.min(dispatchNs, 1e8));
        const { agreement } = clock;
        if (agreement === null) return;
        expect(agreement.low).toBeLessThanOrEqual(1);
        expect(agreement.high).toBeGreaterThanOrEqual(1);
        expect(agreement.low).toBeGreaterThan(0.5);
      }),
      { numRuns: 40, seed: 2 },
    );
    expect((await polling(1e6, 50e3)).clock.agreement).not.toBe(null);
    expect((await polling(100e6, 50e3)).clock).toMatchObject({ agreement: null, overlaps: 'no' });
  });
});
