import { describe, expect, it } from 'vitest';
import { fakePrepared } from '../../gpu/testing/fake-prepared.ts';
import type { Timer } from '../../gpu/timers/timer.ts';
import { wallMultiples } from '../../gpu/timers/wall-multiples.ts';
import { createNumbering } from './numbering.ts';
import { calibrate, roughNs } from './sampler.ts';

const NUMBERING = createNumbering(0);

interface Clock {
  readonly id?: Timer['id'];
  readonly resolutionNs?: number;
  /** In every batch by wall clock. */
  readonly submitNs?: number;
}

/** A clock on a device whose executions all take the same time; remembers what it was asked for. */
function steadyTimer(executionNs: number, { id = 'timestamp', resolutionNs = 1, submitNs = 0 }: Clock = {}) {
  const asked: { readonly dispatches: number; readonly estimatedNs: number | null }[] = [];
  const timer: Timer = {
    id,
    resolutionNs,
    async batch(_, dispatches, estimatedNs) {
      asked.push({ dispatches, estimatedNs });
      return { startedAtMs: 0, totalNs: submitNs + dispatches * executionNs, dispatches };
    },
    async time(prepared, dispatches, estimatedNs) {
      const multiples = id === 'wall' ? wallMultiples(dispatches, estimatedNs) : [1];
      return Promise.all(multiples.map(times => timer.batch(prepared, times * dispatches, estimatedNs)));
    },
    destroy() {},
  };
  return { timer, asked };
}

describe('calibrating', () => {
  it('begins with one execution of unknown length and hands on what it learns', async () => {
    const { timer, asked } = steadyTimer(60e6);
    const sampler = await calibrate(fakePrepared(), timer, NUMBERING, 10);
    await sampler.sample({ round: 0, group: 'a' });
    expect(asked).toEqual([
      { dispatches: 1, estimatedNs: null },
      { dispatches: 1, estimatedNs: 60e6 },
    ]);
  });

  it('lets a batch grow until it lasts as long as it must', async () => {
    const { timer } = steadyTimer(100e3);
    const sampler = await calibrate(fakePrepared(), timer, NUMBERING, 10);
    expect(sampler.dispatches).toBe(128);
  });

  it('lets a batch last 150 steps of the clock, however short it may be otherwise', async () => {
    const { timer } = steadyTimer(10e3, { resolutionNs: 100e3 });
    const { dispatches } = await calibrate(fakePrepared(), timer, NUMBERING, 0.001);
    // 150 steps of 100 µs, of which 1024 executions of 10 µs are too few.
    expect(dispatches).toBe(2048);
  });

  it('lets it last no longer than a submission may take, whatever the clock', async () => {
    const { timer } = steadyTimer(10e6, { resolutionNs: 100e6 });
    expect((await calibrate(fakePrepared(), timer, NUMBERING, 10)).dispatches).toBeLessThanOrEqual(20);
  });
});

describe('calibrating by wall clock', () => {
  it('sizes the longest batch of a set, of which the shortest is an eighth', async () => {
    const { timer, asked } = steadyTimer(100e3, { id: 'wall' });
    const sampler = await calibrate(fakePrepared(), timer, NUMBERING, 10);
    expect(sampler.dispatches).toBe(16);
    asked.length = 0;
    await sampler.sample({ round: 0, group: 'a' });
    expect(asked.map(({ dispatches }) => dispatches)).toEqual([16, 64, 128]);
  });

  it('goes by the differences between batches: what every batch costs is not the time of its executions', async () => {
    const { timer } = steadyTimer(10e3, { id: 'wall', submitNs: 20e6 });
    const { dispatches } = await calibrate(fakePrepared(), timer, NUMBERING, 10);
    expect(8 * dispatches * 10e3).toBeGreaterThanOrEqual(10e6);
  });

  it('says at once that no batch is long enough, where the clock needs seconds', async () => {
    const { timer, asked } = steadyTimer(1e3, { id: 'wall', resolutionNs: 100e6, submitNs: 100e6 });
    const { unresolved, mostNs } = await calibrate(fakePrepared(), timer, NUMBERING, 10);
    expect(unresolved).toBe(
      'the wall clock here tells batches apart that differ by 2.00 s, and those of this case take at most 200 ms',
    );
    expect(asked.length).toBe(1);
    expect(mostNs).toBeCloseTo(100e6 + 1e3);
    const long = steadyTimer(1.2e9, { id: 'wall', resolutionNs: 100e6 });
    expect((await calibrate(fakePrepared(), long.timer, NUMBERING, 10)).unresolved).toBe(null);
  });
});

describe('the rough time of an execution', () => {
  it('is what its samples say, or the most that it can be where the clock does not resolve them', async () => {
    for (const [submitNs, resolutionNs, expectedNs] of [
      [20e6, 1e3, 10e3],
      [20e6, 8e6, null],
    ] as const) {
      const { timer } = steadyTimer(10e3, { id: 'wall', submitNs, resolutionNs });
      const sampler = await calibrate(fakePrepared(), timer, NUMBERING, 10);
      const samples = await sampler.sample({ round: 0, group: 'a' });
      expect(roughNs(sampler, samples)).toBeCloseTo(expectedNs ?? sampler.mostNs);
      expect(sampler.mostNs).toBeGreaterThan(10e3);
    }
  });
});
