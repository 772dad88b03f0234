import { describe, expect, it } from 'vitest';
import { baselines, formats, generators, get, operations } from '../../catalog.ts';
import { STILL_STEP_NS } from '../../core/environment.ts';
import { makeProblem } from '../../problems/generate.ts';
import type { Bench } from './bench.ts';
import { type ResolvedHostCase, runHostCase } from './host-case.ts';

/** Of the bench only the wall clock's step is looked at. */
const BENCH = { hostStepNs: 1 } as Bench;

/** A dense product on the host, computed as given. */
function resolvedWith(run: () => Float64Array): ResolvedHostCase {
  const problem = makeProblem(get(generators, 'dense', 'generator'), {
    generator: 'dense',
    params: { m: 2, n: 2 },
    seed: 1,
  });
  const baseline = [...baselines.values()].find(({ operation }) => operation === 'matvec')!;
  const format = get(formats, 'dense-f32', 'format');
  return {
    case: {
      kernelId: baseline.id,
      problem: problem.spec,
      tunables: {},
      cache: 'hot',
      memoryShare: 1,
      clock: 'wall',
    },
    address: 'host',
    baseline: { ...baseline, prepare: () => run },
    operation: get(operations, 'matvec', 'operation'),
    format,
    kind: 'host',
    tuned: [],
    kernelHash: '',
    launchHash: '',
    problem: () => problem,
    encoded: () => format.encode(problem.a),
    reference: () => ({ expected: Float64Array.of(1, 2), scale: Float64Array.of(1, 1) }),
  };
}

describe('a host case', () => {
  it('calls a function that breaks while it runs no wrong output', async () => {
    const breaking = () => {
      throw new Error('no memory');
    };
    const record = await runHostCase(resolvedWith(breaking), BENCH);
    expect(record).toMatchObject({ status: 'failed', stage: 'run', message: 'no memory' });
  });

  it('calls a difference from the reference a wrong output', async () => {
    const record = await runHostCase(
      resolvedWith(() => Float64Array.of(1, 3)),
      BENCH,
    );
    expect(record).toMatchObject({ status: 'failed', stage: 'check' });
  });

  it('calls a difference after the timing a wrong output', async () => {
    let calls = 0;
    const record = await runHostCase(
      resolvedWith(() => Float64Array.of(1, calls++ === 0 ? 2 : 3)),
      BENCH,
    );
    expect(record).toMatchObject({ status: 'failed', stage: 'check-after' });
  });

  it('is left out where the clock stands still: timing it would never end', async () => {
    const record = await runHostCase(
      resolvedWith(() => Float64Array.of(1, 2)),
      { ...BENCH, hostStepNs: STILL_STEP_NS },
    );
    expect(record).toMatchObject({ status: 'skipped', reason: 'the wall clock stands still' });
  });
});
