import { describe, expect, it } from 'vitest';
import { type CountingDeviceOptions, countingDevice } from '../../gpu/testing/counting-device.ts';
import { measureClock } from './clock.ts';

/** No round number: readings must not share a larger step than the clock has. */
const DISPATCH_NS = 50_123;
/** Every look at the host's clock takes this long. */
const LOOK_NS = 1000;

async function clockOf(options: Partial<CountingDeviceOptions>, detail: 'brief' | 'full' = 'full') {
  const device = countingDevice({ dispatchNs: DISPATCH_NS, ...options });
  const host = {
    now: () => {
      device.pass(LOOK_NS);
      return device.nowMs();
    },
    whenVisible: async () => {},
    breathe: async () => {},
  };
  return { facts: measureClock(device.gpu, host, detail), device };
}

describe('measuring the clocks of a device', () => {
  it('finds the steps of both', async () => {
    const { facts } = await clockOf({ stampStepNs: 250 });
    const { timestampStepNs, timestampsQuantised, wallStepNs } = await facts;
    expect(timestampStepNs).toBe(250);
    expect(timestampsQuantised).toBe(false);
    expect(wallStepNs).toBeCloseTo(LOOK_NS, 3);
  });

  it('says that timestamps are quantised where their low 16 bits are always zero', async () => {
    const { facts } = await clockOf({ stampStepNs: 65_536 });
    expect(await facts).toMatchObject({ timestampStepNs: 65_536, timestampsQuantised: true });
  });

  it('has the wall clock alone on a device without timestamps', async () => {
    const { facts } = await clockOf({ stampStepNs: null });
    expect(await facts).toMatchObject({ timestampStepNs: null, timestampsQuantised: null, agreement: null });
  });

  it('leaves out what takes long where a brief look is asked for', async () => {
    const { facts, device } = await clockOf({ stampStepNs: 250 }, 'brief');
    expect(await facts).toMatchObject({ timestampStepNs: 250, agreement: null, overlaps: 'unknown' });
    expect(device.nowMs()).toBeLessThan(50);
  });

  it('gives back all memory it took, also where it fails', async () => {
    const sound = await clockOf({});
    await sound.facts;
    expect(sound.device.bufferCount()).toBe(0);
    const failing = await clockOf({ losesEvery: 3 });
    await expect(failing.facts).rejects.toThrow();
    expect(failing.device.bufferCount()).toBe(0);
  });
});

describe('the agreement of the clocks', () => {
  it('is 1 where both count the same time, whatever a submission costs', async () => {
    const { facts } = await clockOf({ submitNs: 3_000_000 });
    const { ratio, low, high } = (await facts).agreement!;
    expect(ratio).toBeCloseTo(1, 3);
    expect(low).toBeLessThanOrEqual(ratio);
    expect(high).toBeGreaterThanOrEqual(ratio);
  });

  it('is what the GPU counts for each nanosecond of the host', async () => {
    const { facts } = await clockOf({ stampRate: 0.8 });
    expect((await facts).agreement!.ratio).toBeCloseTo(0.8, 3);
  });
});

describe('dispatches of one pass', () => {
  it.each([
    [true, 'yes'],
    [false, 'no'],
  ])('that run side by side where they can (%s) are seen to overlap: %s', async (overlaps, said) => {
    for (const stampStepNs of [1, null]) {
      const { facts } = await clockOf({ overlaps, stampStepNs });
      expect((await facts).overlaps).toBe(said);
    }
  });

  it('that lose updates of each other end the measurement, with the count', async () => {
    const { facts } = await clockOf({ losesEvery: 1 });
    await expect(facts).rejects.toThrow(
      'dispatches of one pass are not ordered: 32 chained increments gave 0',
    );
  });
});
