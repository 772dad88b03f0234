import { describe, expect, it } from 'vitest';
import { fakeDevice } from '../testing/fake-device.ts';
import { fakePrepared } from '../testing/fake-prepared.ts';
import { TimestampTimer } from './timestamp.timer.ts';

const noClock = () => 0;
const SHORT_NS = 1e6;
const LONG_NS = 150e6;

describe('timing by timestamps', () => {
  it('starts where the untimed pass ends, so that none of its dispatches are counted', async () => {
    const { gpu, submissions } = fakeDevice();
    const timer = new TimestampTimer(gpu.device, noClock, 1);
    expect(await timer.time(fakePrepared(), 2, SHORT_NS)).toEqual([
      { startedAtMs: 0, totalNs: 1000, dispatches: 2 },
    ]);
    expect(submissions).toEqual([
      [
        { beginQuery: null, endQuery: 0, dispatches: 1 },
        { beginQuery: null, endQuery: 1, dispatches: 2 },
      ],
    ]);
  });

  it('submits every pass by itself where both would hold the GPU too long, or nobody knows', async () => {
    for (const executionNs of [LONG_NS, null]) {
      const { gpu, submissions } = fakeDevice();
      await new TimestampTimer(gpu.device, noClock, 1).time(fakePrepared(), 2, executionNs);
      expect(submissions).toEqual([
        [{ beginQuery: null, endQuery: 0, dispatches: 1 }],
        [{ beginQuery: null, endQuery: null, dispatches: 1 }],
        [{ beginQuery: null, endQuery: 1, dispatches: 1 }],
      ]);
    }
  });

  it('repeats a batch whose stamps run backwards, and gives up after three', async () => {
    const backwards = [2000n, 1000n] as const;
    const once = fakeDevice({ stamps: [backwards, [5000n, 5500n]] });
    const [sample] = await new TimestampTimer(once.gpu.device, noClock, 1).time(fakePrepared(), 1, SHORT_NS);
    expect(sample!.totalNs).toBe(500);
    const always = new TimestampTimer(fakeDevice({ stamps: [backwards] }).gpu.device, noClock, 1);
    await expect(always.time(fakePrepared(), 1, SHORT_NS)).rejects.toThrow(/backwards or were zero 3 times/);
  });

  it('takes a stamp that is zero for none, at either end, and two equal ones for no time', async () => {
    for (const missing of [
      [0n, 0n],
      [0n, 5200n],
      [5000n, 0n],
    ] as const) {
      const zero = fakeDevice({ stamps: [missing, [5000n, 5500n]] });
      const [sample] = await new TimestampTimer(zero.gpu.device, noClock, 1).time(
        fakePrepared(),
        1,
        SHORT_NS,
      );
      expect(sample!.totalNs).toBe(500);
    }
    const equal = fakeDevice({ stamps: [[5000n, 5000n]] });
    const [none] = await new TimestampTimer(equal.gpu.device, noClock, 1).time(fakePrepared(), 1, SHORT_NS);
    expect(none!.totalNs).toBe(0);
  });
});
