import { describe, expect, it } from 'vitest';
import { isWrongOutput } from '../../core/record/record.ts';
import { drawDevice } from '../../simulate/strata.ts';
import { simulatedBench } from '../../truth/simulated-bench.ts';
import { createSimulatedResolver } from '../../truth/simulated-resolver.ts';
import type { CaseBench } from './bench.ts';
import { finish, type MeasuredCase, measureFirst } from './measured-case.ts';

const RESOLVED = createSimulatedResolver().resolve({
  kernelId: 'gemv/rows-per-workgroup',
  problem: { generator: 'dense', params: { m: 64, n: 64 }, seed: 1 },
  tunables: {},
  cache: 'hot',
  memoryShare: 1,
  clock: 'gpu',
});

const RIGHT = async () => new Float32Array(1);
const TOO_SHORT = async () => new Float32Array(0);
const REFUSED = () => Promise.reject(new Error('out-of-memory: not enough'));

const EFFORT = { streamBytes: 1, minimumBatchMs: 1, seed: 1 };

function benchWhose(runOnce: CaseBench['executor']['runOnce']): CaseBench {
  const bench = simulatedBench(drawDevice('bandwidth', 'apart', 0), { nowMs: 0 }, EFFORT);
  return { ...bench, executor: { ...bench.executor, runOnce } };
}

/** A case that was right and was timed once, whose output then reads as given. */
async function timedCase(readOutput: MeasuredCase['prepared']['readOutput']): Promise<MeasuredCase> {
  const outcome = await measureFirst(benchWhose(RIGHT), RESOLVED);
  if (!('sampler' in outcome)) throw new Error('a simulated kernel is right');
  const samples = await outcome.sampler.sample({ round: 0, group: 'alone' });
  return { ...outcome, samples: [...samples], prepared: { ...outcome.prepared, readOutput } };
}

describe('measuring a case', () => {
  it('calls a failure of the first run no wrong output', async () => {
    const outcome = await measureFirst(benchWhose(REFUSED), RESOLVED);
    expect(outcome).toMatchObject({ stage: 'run', message: 'out-of-memory: not enough' });
  });

  it('calls an output that differs a wrong output', async () => {
    const outcome = await measureFirst(benchWhose(TOO_SHORT), RESOLVED);
    expect(outcome).toMatchObject({ status: 'failed', stage: 'check' });
  });

  it('skips what the wall clock cannot resolve, and frees it', async () => {
    const device = { ...drawDevice('bandwidth', 'apart', 0), wallStepNs: 100e6 };
    const bench = simulatedBench(device, { nowMs: 0 }, EFFORT);
    let freed = 0;
    const { executor } = bench;
    const prepare: typeof executor.prepare = async (...launch) =>
      Object.assign(await executor.prepare(...launch), { destroy: () => freed++ });
    const byWall = { ...RESOLVED, case: { ...RESOLVED.case, clock: 'wall' as const } };
    const outcome = await measureFirst({ ...bench, executor: { ...executor, prepare } }, byWall);
    expect(outcome).toMatchObject({ status: 'skipped' });
    expect('reason' in outcome && outcome.reason).toContain('tells batches apart that differ by 2.00 s');
    expect(freed).toBe(1);
  });

  it('keeps what converting its matrix took, where that is known', async () => {
    const timed = await timedCase(RIGHT);
    expect(await finish(timed, null)).not.toHaveProperty('conversionNs');
    const converted = { ...timed, resolved: { ...timed.resolved, conversionNs: () => 5e6 } };
    expect(await finish(converted, null)).toMatchObject({ status: 'ok', conversionNs: 5e6 });
  });

  it('calls a failure to read the output after the timing no wrong output', async () => {
    const record = await finish(await timedCase(REFUSED), null);
    expect(record).toMatchObject({ stage: 'run', message: 'out-of-memory: not enough' });
  });

  it('calls an output that differs after the timing a wrong output', async () => {
    const record = await finish(await timedCase(TOO_SHORT), null);
    expect(record).toMatchObject({ status: 'failed', stage: 'check-after' });
  });
});

describe('calling an output wrong', () => {
  it.each([
    ['run', false],
    ['time', false],
    ['check', true],
    ['check-after', true],
  ] as const)('is what failed at the stage %s: %s', (stage, wrong) => {
    expect(isWrongOutput({ status: 'failed', stage })).toBe(wrong);
  });
});
