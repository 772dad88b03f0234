import { describe, expect, it } from 'vitest';
import { STILL_STEP_NS } from '../../core/environment.ts';
import { countingDevice } from '../../gpu/testing/counting-device.ts';
import { MOST_LOOKS, measureAnswer, measureWallStep } from './clock-wall.ts';

/** A clock that ticks every `tickMs`, and takes so long to look at. */
function ticking(tickMs: number, lookMs: number) {
  let looks = 0;
  return { now: () => Math.floor((looks++ * lookMs) / tickMs) * tickMs, looks: () => looks };
}

describe('the step of the wall clock', () => {
  it('is the smallest that was seen', () => {
    expect(measureWallStep(ticking(0.005, 0.001)).stepNs).toBeCloseTo(5000, 3);
    const uneven = [0, 0.3, 0.4, 0.4, 5, 40];
    expect(measureWallStep({ now: () => uneven.shift() ?? 41 }).stepNs).toBeCloseTo(100_000, 3);
  });

  it('of 100 ms is found at the first tick', () => {
    const clock = ticking(100, 0.001);
    expect(measureWallStep(clock)).toEqual({ stepNs: 100e6, note: null });
    expect(clock.looks()).toBeLessThan(110_000);
  });

  it('of a clock that stands still is none that resolves anything, found by a bounded number of looks', () => {
    let looks = 0;
    const { stepNs, note } = measureWallStep({
      now() {
        looks++;
        return 7;
      },
    });
    expect(stepNs).toBe(STILL_STEP_NS);
    expect(note).toContain('The wall clock stood still');
    expect(looks).toBe(MOST_LOOKS + 1);
  });
});

describe('the answer of an idle queue', () => {
  const answerOf = async (pollNs: number, pass: number) => {
    const device = countingDevice({ dispatchNs: 1, pollNs });
    const now = () => {
      device.pass(pass);
      return device.nowMs();
    };
    return { answerNs: await measureAnswer(device.gpu.device, { now }), tookMs: device.nowMs() };
  };

  it('takes as long as a poll, whenever it was asked', async () => {
    for (const pollNs of [1e6, 16.7e6, 100e6, 103e6]) {
      const { answerNs, tookMs } = await answerOf(pollNs, 20e3);
      expect(answerNs / pollNs).toBeCloseTo(1, 1);
      expect(tookMs).toBeLessThan(700);
    }
  });

  it('is almost at once where the device tells', async () => {
    const { answerNs } = await answerOf(0, 1000);
    expect(answerNs).toBeCloseTo(1000, 3);
  });
});
