import { describe, expect, it } from 'vitest';
import { kernels } from '../../../src/catalog.ts';
import type { Suite, SuiteContext } from '../../../src/core/plan.ts';
import { DEFAULT_LIMITS } from '../../../src/testing/limits.ts';
import batch1 from '../batch1.suite.ts';
import ceilings from '../ceilings.suite.ts';
import decode from '../decode.suite.ts';
import density from '../density.suite.ts';
import quick from '../quick.suite.ts';
import size from '../size.suite.ts';
import smoke from '../smoke.suite.ts';
import { isOf } from './families.ts';

function planOf(
  suite: Suite,
  options: Partial<Pick<SuiteContext, 'timeBudgetMs' | 'kernelIds'>> & Pick<SuiteContext, 'deviceClass'>,
) {
  return suite.plan({
    limits: DEFAULT_LIMITS,
    features: new Set(),
    pilot: {
      beyondCacheBytes: null,
      residentBytes: 65_536,
      launchNs: 0,
      tunables: () => ({}),
      estimateNs: (_, { nnz }) => 0.01 * nnz,
    },
    files: [],
    kernelIds: ['gemv/rows-per-workgroup', 'gemm/naive', 'probe/read'],
    seed: 1,
    timeBudgetMs: null,
    ...options,
  });
}

describe.each([batch1, ceilings, decode, density, quick, size, smoke])('the time of suite $id', suite => {
  it.each(['hardware', 'software'] as const)(
    'on %s is one number, before the run and in its plan',
    deviceClass => {
      const plan = planOf(suite, { deviceClass });
      expect(plan.promisedMs).toBe(1000 * suite.expectedSeconds[deviceClass]);
      expect(plan.timeBudgetMs + (plan.endingMs ?? 0)).toBe(plan.promisedMs);
      expect(plan.endingMs! > 0).toBe(plan.hostCases.length > 0);
    },
  );

  it('is what the user says, all of it', () => {
    const plan = planOf(suite, { deviceClass: 'software', timeBudgetMs: 12_000 });
    expect(plan.promisedMs).toBe(12_000);
    expect(plan.endingMs).toBeLessThanOrEqual(1000);
    expect(plan.timeBudgetMs + plan.endingMs!).toBe(12_000);
  });
});

describe.each([batch1, ceilings, decode, density, quick, size])('suite $id', suite => {
  const all = [...kernels.keys()];
  const plan = planOf(suite, { deviceClass: 'hardware', kernelIds: all });
  const held = plan.sections.flatMap(section =>
    'groups' in section ? section.groups.flat().map(({ kernelId }) => kernelId) : [],
  );

  it('tries every kernel first that its sections hold', () => {
    const tried = suite.piloted?.(all) ?? all;
    expect(held.filter(id => !tried.includes(id))).toEqual([]);
  });

  it('holds kernels for several columns of a sparse product, and for few active inputs, only if it is density', () => {
    const special = all.filter(id => isOf('spmm', id) || isOf('spmspv', id));
    expect(special.length).toBeGreaterThan(3);
    expect(special.filter(id => held.includes(id))).toEqual(suite === density ? special : []);
    expect(special.some(id => (suite.piloted?.(all) ?? all).includes(id))).toBe(suite === density);
  });
});
