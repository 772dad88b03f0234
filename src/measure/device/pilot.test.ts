import { describe, expect, it } from 'vitest';
import { get, kernels, partsOf } from '../../catalog.ts';
import type { DeviceClass } from '../../core/environment.ts';
import type { Pilot } from '../../core/plan.ts';
import { drawDevice } from '../../simulate/strata.ts';
import { simulatedBench } from '../../truth/simulated-bench.ts';
import { createSimulatedResolver } from '../../truth/simulated-resolver.ts';
import type { CaseBench } from '../case/bench.ts';
import { runPilot } from './pilot.ts';

const SIZE = { rowCount: 1024, columnCount: 1024, rhsColumnCount: 1, nnz: 1024 ** 2 };
const [FIRST, SECOND] = ['gemv/row-per-thread', 'gemv/rows-per-workgroup'];

function openBench(): CaseBench {
  const effort = { streamBytes: 1, minimumBatchMs: 1, seed: 1 };
  return simulatedBench(drawDevice('bandwidth', 'apart', 0), { nowMs: 0 }, effort);
}

async function pilotOn(bench: CaseBench, deviceClass: DeviceClass = 'software'): Promise<Pilot> {
  const piloting = runPilot({
    bench,
    kernels: [FIRST, SECOND].map(id => get(kernels, id!, 'kernel')),
    deviceClass,
    signal: new AbortController().signal,
    now: () => 0,
    resolve: createSimulatedResolver().resolve,
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
  const time: typeof gpu.time = async (...batch) => {
    batches++;
    if (batches < from || batches > to) return gpu.time(...batch);
    onFailure();
    throw new Error('GPU timestamps ran backwards 3 times');
  };
  return { ...bench, timers: { ...bench.timers, gpu: { ...gpu, time } } };
}

/** What a pilot tunes on a device where a kernel runs at these shares of the memory's rate, by its tunables. */
async function tunedOn(rates: Readonly<Record<string, number>>): Promise<Pilot['tunables']> {
  const traits = Object.entries(rates).map(([name, memoryShare]) => [`${FIRST}${name}`, { memoryShare }]);
  const device = { ...drawDevice('bandwidth', 'apart', 0), kernels: Object.fromEntries(traits) };
  const bench = simulatedBench(device, { nowMs: 0 }, { streamBytes: 2 ** 28, minimumBatchMs: 1, seed: 1 });
  return (await pilotOn(bench, 'hardware')).tunables;
}

describe('tuning on a GPU', () => {
  const SLOW = { '': 0.5, '?workgroupSize=32': 0.3, '?workgroupSize=128': 0.4, '?workgroupSize=256': 0.2 };

  it('keeps the fastest of all tunables, wherever it stands among them', async () => {
    for (const workgroupSize of [32, 128, 256]) {
      const tunables = await tunedOn({ ...SLOW, [`?workgroupSize=${workgroupSize}`]: 0.9 });
      expect(tunables(FIRST!)).toEqual({ workgroupSize });
    }
  });

  it('keeps the defaults where nothing is faster', async () => {
    const tunables = await tunedOn({ ...SLOW, '': 0.9 });
    expect(tunables(FIRST!)).toEqual({});
  });
});

describe('a pilot run', () => {
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
