import { describe, expect, it } from 'vitest';
import { METHODS } from '../../../bench/peers/comparison.ts';
import type { DeviceProduct } from '../../../bench/peers/peer.ts';
import {
  callsASample,
  compareBy,
  firstCallNs,
  type Stopwatch,
  timeAlone,
} from '../../../bench/peers/timing.ts';
import { createRandom } from '../../core/random.ts';

/** A clock that only products move. */
function simulation(stepNs: number) {
  let nowMs = 0;
  const random = createRandom(3);
  const spend = (ns: number) => {
    nowMs += (ns * (1 + 0.01 * random.signed())) / 1e6;
  };
  const watch: Stopwatch = {
    now: () => (Math.floor((nowMs * 1e6) / stepNs) * stepNs) / 1e6,
    startMs: 0,
    wallStepNs: stepNs,
    wallResolutionNs: stepNs,
    timestampStepNs: stepNs,
    deadlineMs: Number.POSITIVE_INFINITY,
  };
  /** Device work of `ns` a call; waiting and reading back cost `waitNs` each time. */
  const product = (ns: number, waitNs: number): DeviceProduct => ({
    kind: 'device',
    remark: null,
    call: async () => {
      spend(ns + waitNs);
      return [];
    },
    inARow: async count => spend(count * ns + waitNs),
    lastOfRow: async () => [],
    gpuNs: async () => ns * (1 + 0.01 * random.signed()),
    dispose() {},
  });
  return { watch, product };
}

async function sidesOf({ watch, product }: ReturnType<typeof simulation>) {
  const ours = product(100e3, 50e3);
  const peer = product(300e3, 20e3);
  const side = async (one: DeviceProduct) => ({ product: one, callNs: await firstCallNs(one, watch) });
  return [await side(ours), await side(peer)] as const;
}

describe('comparing two products', () => {
  it.each([
    ['call', 320 / 150],
    ['row', 3],
    ['clock', 3],
  ] as const)('finds the ratio of their times: %s', async (method, expected) => {
    const setting = simulation(100);
    const [ours, peer] = await sidesOf(setting);
    const ratio = (await compareBy(method, ours, peer, setting.watch))!;
    expect(ratio.paired).toBe(true);
    expect(ratio.value! / expected).toBeGreaterThan(0.98);
    expect(ratio.value! / expected).toBeLessThan(1.02);
    expect(ratio.low!).toBeLessThanOrEqual(ratio.value!);
    expect(ratio.high!).toBeGreaterThanOrEqual(ratio.value!);
  });

  it('times rows of long calls one by one, in measured order, ours and the peer in turns', async () => {
    const { watch, product } = simulation(100);
    const [ours, peer] = [product(60e6, 0), product(120e6, 0)];
    const ratio = (await compareBy(
      'row',
      { product: ours, callNs: 60e6 },
      { product: peer, callNs: 120e6 },
      watch,
    ))!;
    expect(ratio.value).toBeCloseTo(2, 1);
    expect(
      new Set([...ratio.ours.samples, ...ratio.peer.samples].map(({ dispatches }) => dispatches)),
    ).toEqual(new Set([1]));
    const order = [
      ...ratio.ours.samples.map(s => [s.index, 'A']),
      ...ratio.peer.samples.map(s => [s.index, 'B']),
    ];
    const letters = order.sort((a, b) => Number(a[0]) - Number(b[0])).map(([, letter]) => letter);
    expect(letters.join('')).toMatch(/^(ABBA)+$/);
  });

  it('takes very long calls once a round, and begins with the other side every second time', async () => {
    const { watch, product } = simulation(100);
    const [ours, peer] = [product(100e6, 0), product(400e6, 0)];
    const ratio = (await compareBy(
      'call',
      { product: ours, callNs: 100e6 },
      { product: peer, callNs: 400e6 },
      watch,
    ))!;
    expect(ratio.value).toBeCloseTo(4, 1);
    expect(ratio.ours.samples.slice(0, 4).map(({ index }) => index)).toEqual([0, 3, 4, 7]);
  });

  it('gives no number where the clock is too coarse', async () => {
    const { watch, product } = simulation(100e6);
    const sides = [product(2e6, 0), product(4e6, 0)].map(one => ({ product: one, callNs: 1e9 }));
    for (const method of METHODS) {
      expect((await compareBy(method, sides[0]!, sides[1]!, watch))!.value).toBe(null);
    }
  });

  it('has no GPU clock where one side has none', async () => {
    const { watch, product } = simulation(100);
    const without = { product: { ...product(1e6, 0), gpuNs: null }, callNs: 1e6 };
    expect(await compareBy('clock', { product: product(1e6, 0), callNs: 1e6 }, without, watch)).toBe(null);
  });

  it('stops after a few rounds once its time is over', async () => {
    const { watch, product } = simulation(100);
    const hurried = { ...watch, deadlineMs: 0 };
    const side = { product: product(5e6, 0), callNs: 5e6 };
    expect((await compareBy('call', side, side, hurried))!.count).toBe(3);
    expect((await timeAlone(side, hurried)).samples).toHaveLength(3);
  });

  it('puts enough calls into a sample for its clock', () => {
    expect(callsASample(1e9, 100)).toBe(1);
    expect(callsASample(1e6, 100)).toBe(4);
    expect(callsASample(1e5, 100_000)).toBe(150);
  });
});
