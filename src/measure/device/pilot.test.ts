import { describe, expect, it } from 'vitest';
import { get, kernels, partsOf } from '../../catalog.ts';
import type { Pilot } from '../../core/plan.ts';
import type { SimulatedDevice } from '../../simulate/device.ts';
import { drawDevice } from '../../simulate/strata.ts';
import { simulatedBench } from '../../truth/simulated-bench.ts';
import { createSimulatedResolver } from '../../truth/simulated-resolver.ts';
import type { CaseBench } from '../case/bench.ts';
import { guessedPilot, runPilot } from './pilot.ts';
import type { PilotOptions } from './trial.ts';

const SIZE = { rowCount: 1024, columnCount: 1024, rhsColumnCount: 1, nnz: 1024 ** 2 };
const [FIRST, SECOND] = ['gemv/row-per-thread', 'gemv/rows-per-workgroup'];

const { resolve } = createSimulatedResolver();

function openBench(more: Partial<SimulatedDevice> = {}): CaseBench {
  const effort = { streamBytes: 2 ** 28, minimumBatchMs: 1, seed: 1 };
  return simulatedBench({ ...drawDevice('bandwidth', 'apart', 0), ...more }, { nowMs: 0 }, effort);
}

/** A device on which one shape of the second kernel is faster than all others, and whose last cache is large. */
function tunableDevice(): CaseBench {
  const device = drawDevice('bandwidth', 'apart', 0);
  const slow = { memoryShare: 0.3 };
  const inCache = { bytes: 200 * 2 ** 20, bytesPerSecond: 3 * device.memory.bytesPerSecond, latencyNs: 150 };
  return openBench({
    noise: { ...device.noise, deviation: 0.001, tailShare: 0, stallsPerSecond: 0 },
    caches: [device.caches[0]!, inCache],
    kernels: {
      [`${SECOND}?rowsPerGroup=4&workgroupSize=64`]: {},
      [`${SECOND}?rowsPerGroup=4`]: { memoryShare: 0.4 },
      [`${SECOND}?workgroupSize=64`]: { memoryShare: 0.5 },
      [SECOND!]: slow,
      [FIRST!]: slow,
      'probe/read': {},
    },
  });
}

async function pilotOn(bench: CaseBench, options: Partial<PilotOptions> = {}): Promise<Pilot> {
  const piloting = runPilot({
    bench,
    kernels: [FIRST, SECOND].map(id => get(kernels, id!, 'kernel')),
    deviceClass: 'software',
    signal: new AbortController().signal,
    now: () => 0,
    ...options,
    resolve,
    partsOf,
  });
  for (;;) {
    const step = await piloting.next();
    if (step.done) return step.value;
  }
}

/** Timing fails from its n-th batch to its m-th. */
function failing(bench: CaseBench, from: number, to: number, onFailure: () => void = () => {}): CaseBench {
  const { gpu } = bench.timers;
  let batches = 0;
  const batch: typeof gpu.batch = async (...asked) => {
    batches++;
    if (batches < from || batches > to) return gpu.batch(...asked);
    onFailure();
    throw new Error('GPU timestamps ran backwards 3 times');
  };
  const time: typeof gpu.time = async (...asked) => [await batch(...asked)];
  return { ...bench, timers: { ...bench.timers, gpu: { ...gpu, batch, time } } };
}

/** What a pilot tunes on a device where a kernel runs at these shares of the memory's rate, by its tunables. */
async function tunedOn(rates: Readonly<Record<string, number>>): Promise<Pilot['tunables']> {
  const traits = Object.entries(rates).map(([name, memoryShare]) => [`${FIRST}${name}`, { memoryShare }]);
  const drawn = drawDevice('bandwidth', 'apart', 0);
  const noise = { ...drawn.noise, deviation: 0, tailShare: 0, stallsPerSecond: 0 };
  // Only what is nearly as fast as its rivals is tuned.
  const kernels = { ...Object.fromEntries(traits), [SECOND!]: { memoryShare: 0.1 } };
  const device = { ...drawn, noise, kernels };
  const bench = simulatedBench(device, { nowMs: 0 }, { streamBytes: 2 ** 28, minimumBatchMs: 1, seed: 1 });
  return (await pilotOn(bench, { deviceClass: 'hardware' })).tunables;
}

describe('tuning on a GPU', () => {
  const [usual, ...others] = get(kernels, FIRST!, 'kernel').tunables.workgroupSize!;
  const SLOW = Object.fromEntries(others.map((size, i) => [`?workgroupSize=${size}`, 0.2 + 0.1 * i]));

  it('keeps the fastest of all tunables, wherever it stands among them', async () => {
    expect(others.length).toBeGreaterThan(1);
    for (const workgroupSize of others) {
      const tunables = await tunedOn({ ...SLOW, '': 0.5, [`?workgroupSize=${workgroupSize}`]: 0.9 });
      expect(tunables(FIRST!), `${usual} is the default`).toEqual({ workgroupSize });
    }
  });

  it('keeps the defaults where nothing is faster', async () => {
    const tunables = await tunedOn({ ...SLOW, '': 0.9 });
    expect(tunables(FIRST!)).toEqual({});
  });
});

describe('a pilot run', () => {
  it('begins with smaller workgroups where the usual ones are larger than the device allows', async () => {
    const bench = openBench();
    const limits = { ...bench.gpu.limits, maxComputeInvocationsPerWorkgroup: 128 };
    const names = ['gemv/subgroup', 'gemm/naive', 'gemv/row-per-thread'];
    const pilot = await pilotOn(
      { ...bench, gpu: { ...bench.gpu, limits } },
      { kernels: names.map(id => get(kernels, id, 'kernel')) },
    );
    expect(pilot.tunables('gemv/subgroup')).toEqual({ workgroupSize: 128 });
    expect(pilot.tunables('gemm/naive')).toEqual({ tileSide: 8 });
    const { frugal } = get(kernels, 'gemv/row-per-thread', 'kernel');
    expect(pilot.tunables('gemv/row-per-thread')).toEqual(frugal);
    for (const id of names) expect(pilot.estimateNs(id, SIZE)).toBeLessThan(1e12);
  });

  it('leaves out a kernel that cannot be timed, and goes on with the next', async () => {
    const calibrating = 1;
    const pilot = await pilotOn(failing(openBench(), calibrating, calibrating));
    expect(pilot.estimateNs(FIRST!, SIZE)).toBe(Number.POSITIVE_INFINITY);
    expect(pilot.estimateNs(SECOND!, SIZE)).toBeLessThan(1e9);
  });

  it('survives a batch that fails after others did not', async () => {
    let failed = 0;
    const pilot = await pilotOn(failing(openBench(), 20, 20, () => failed++));
    expect(failed).toBe(1);
    expect(pilot.estimateNs(FIRST!, SIZE)).toBeLessThan(1e9);
  });

  const onHardware = {
    deviceClass: 'hardware' as const,
    kernels: [FIRST, SECOND, 'probe/read'].map(id => get(kernels, id!, 'kernel')),
  };

  it('tunes one tunable after the other on a GPU, and seeks the end of its last cache', async () => {
    const pilot = await pilotOn(tunableDevice(), onHardware);
    expect(pilot.tunables(SECOND!)).toEqual({ rowsPerGroup: 4, workgroupSize: 64 });
    expect(pilot.beyondCacheBytes).toBe(512 * 2 ** 20);
  });

  it('chooses the largest resident set that the nearest cache holds, on a GPU', async () => {
    const { bytesPerSecond } = drawDevice('bandwidth', 'apart', 0).memory;
    const caches = [
      { bytes: 16 * 1024, bytesPerSecond: 8 * bytesPerSecond, latencyNs: 40 },
      { bytes: 2 ** 22, bytesPerSecond: 1.3 * bytesPerSecond, latencyNs: 150 },
    ];
    expect((await pilotOn(openBench({ caches }), onHardware)).residentBytes).toBe(16 * 1024);
    expect((await pilotOn(openBench({ caches }))).residentBytes).toBe(64 * 1024);
  });

  it('tunes the read probe on as many bytes as a product streams, and times the smallest product', async () => {
    const kernels = { 'probe/read': { memoryShare: 0.5 }, 'probe/read?loads=4&shape=2': {} };
    const noise = {
      ...drawDevice('bandwidth', 'apart', 0).noise,
      deviation: 0,
      tailShare: 0,
      stallsPerSecond: 0,
    };
    const bench = openBench({
      noise,
      kernels: { ...kernels, 'probe/read?shape=2': { memoryShare: 0.6 } },
      launchNs: 3000,
      rampNs: 1000,
    });
    const pilot = await pilotOn(bench, onHardware);
    expect(pilot.tunables('probe/read')).toEqual({ loads: 4, shape: 2 });
    expect(pilot.launchNs).toBeGreaterThan(3900);
    expect(pilot.launchNs).toBeLessThan(5000);
  });

  it('stops trying tunables when their time is over', async () => {
    let nowMs = 0;
    const now = () => (nowMs += 1000);
    const pilot = await pilotOn(tunableDevice(), { ...onHardware, now });
    expect(pilot.tunables(SECOND!)).toEqual({});
    expect(pilot.estimateNs(SECOND!, SIZE)).toBeLessThan(1e9);
  });

  it('frees all that it held', async () => {
    const bench = tunableDevice();
    let held = 0;
    const { executor } = bench;
    const prepare: typeof executor.prepare = async (...launch) => {
      held++;
      return Object.assign(await executor.prepare(...launch), { destroy: () => held-- });
    };
    await pilotOn({ ...bench, executor: { ...executor, prepare } }, onHardware);
    expect(held).toBe(0);
  });

  it('ends with one line where the device is lost', async () => {
    const bench = openBench();
    const lost = failing(bench, 5, Number.POSITIVE_INFINITY, () => {
      bench.gpu.loss.message = 'gone';
    });
    await expect(pilotOn(lost)).rejects.toMatchObject({
      name: 'UserError',
      exitCode: 7,
      message: 'the GPU device was lost while kernels were tried: gone',
    });
  });
});

it('a guess takes no kernel whose features the device lacks', () => {
  const estimate = (features: readonly string[]) =>
    guessedPilot(
      [...kernels.values()],
      { deviceClass: 'hardware', features: new Set(features) },
      partsOf,
    ).estimateNs('gemv/subgroup', SIZE);
  expect(estimate([])).toBe(Number.POSITIVE_INFINITY);
  expect(estimate(['subgroups'])).toBeGreaterThan(0);
  expect(estimate(['subgroups'])).toBeLessThan(1e9);
});
