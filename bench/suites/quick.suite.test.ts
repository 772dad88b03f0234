import { describe, expect, it } from 'vitest';
import type { SuiteContext } from '../../src/core/plan.ts';
import { DEFAULT_LIMITS } from '../../src/testing/limits.ts';
import quick from './quick.suite.ts';

/** @param nsPerElement of every kernel */
function planOf(deviceClass: SuiteContext['deviceClass'], nsPerElement = 0.01) {
  return quick.plan({
    deviceClass,
    limits: DEFAULT_LIMITS,
    features: new Set(),
    pilot: {
      beyondCacheBytes: null,
      residentBytes: 65_536,
      launchNs: 0,
      tunables: () => ({}),
      estimateNs: (_, { nnz }) => nsPerElement * nnz,
    },
    files: [],
    kernelIds: ['gemv/rows-per-workgroup', 'decode/block'],
    seed: 1,
    timeBudgetMs: null,
  });
}

const stepsOf = ({ sections }: ReturnType<typeof planOf>) =>
  sections.filter(({ id }) => /^decode\//.test(id));

describe('the decode step of suite quick', () => {
  it('is one section on a GPU, after what the verdict is drawn from', () => {
    const plan = planOf('hardware');
    expect(stepsOf(plan).map(({ id }) => id)).toEqual(['decode/gpt2-xl']);
    const ids = plan.sections.map(({ id }) => id);
    expect(ids.indexOf('decode/gpt2-xl')).toBeGreaterThan(ids.indexOf('dispatch'));
    expect(ids.indexOf('decode/gpt2-xl')).toBeGreaterThan(ids.indexOf('dilution'));
  });

  it('is left to the suite decode on a processor, without a case that would look left out', () => {
    const plan = planOf('software');
    expect(stepsOf(plan)).toEqual([]);
    expect(plan.leftOut).toEqual([]);
  });

  it('is left out with the figures where it takes a GPU too long', () => {
    const plan = planOf('hardware', 10);
    expect(stepsOf(plan)).toEqual([]);
    expect(plan.leftOut.map(({ case: c }) => c.kernelId)).toContain('decode/block');
    expect(plan.leftOut.at(-1)!.reason).toMatch(/over the 60.0 ms that the suite has for a step/);
  });
});
