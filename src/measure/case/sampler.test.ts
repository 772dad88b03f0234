import { describe, expect, it } from 'vitest';
import { fakePrepared } from '../../gpu/testing/fake-prepared.ts';
import type { Timer } from '../../gpu/timers/timer.ts';
import { createNumbering } from './numbering.ts';
import { calibrate } from './sampler.ts';

const NUMBERING = createNumbering(0);

/** A timestamp clock on a device whose executions all take the same time; remembers what it was asked for. */
function steadyTimer(executionNs: number, resolutionNs = 1) {
  const asked: { readonly dispatches: number; readonly estimatedNs: number | null }[] = [];
  const timer: Timer = {
    id: 'timestamp',
    resolutionNs,
    async time(_, dispatches, estimatedNs) {
      asked.push({ dispatches, estimatedNs });
      return [{ startedAtMs: 0, totalNs: dispatches * executionNs, dispatches }];
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
    const { timer } = steadyTimer(10e3, 100e3);
    const { dispatches } = await calibrate(fakePrepared(), timer, NUMBERING, 0.001);
    // 150 steps of 100 µs, of which 1024 executions of 10 µs are too few.
    expect(dispatches).toBe(2048);
  });

  it('lets it last no longer than a submission may take, whatever the clock', async () => {
    const { timer } = steadyTimer(10e6, 100e6);
    expect((await calibrate(fakePrepared(), timer, NUMBERING, 10)).dispatches).toBeLessThanOrEqual(20);
  });
});
