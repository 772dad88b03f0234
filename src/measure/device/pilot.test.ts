import { describe, expect, it } from 'vitest';
import { get, kernels, partsOf } from '../../catalog.ts';
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

async function pilotOn(bench: CaseBench): Promise<Pilot> {
  const piloting = runPilot({
    bench,
    kernels: [FIRST, SECOND].map(id => get(kernels, id!, 'kernel')),
    deviceClass: 'software',
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
