import { describe, expect, it } from 'vitest';
import type { SuiteContext } from '../../../../src/core/plan.ts';
import { DEFAULT_LIMITS } from '../../../../src/testing/limits.ts';
import { densitySections } from './density.ts';

const NS: Readonly<Record<string, number>> = {
  'gemv/rows-per-workgroup': 60e3,
  'spmv/csr-scalar': 3e6,
  'spmv/csr-vector': 70e3,
};

const context: SuiteContext = {
  deviceClass: 'hardware',
  limits: DEFAULT_LIMITS,
  features: new Set(),
  pilot: {
    beyondCacheBytes: null,
    residentBytes: 65_536,
    launchNs: 0,
    tunables: () => ({}),
    estimateNs: id => NS[id] ?? Number.POSITIVE_INFINITY,
  },
  files: [],
  kernelIds: Object.keys(NS),
  seed: 1,
  timeBudgetMs: null,
};

describe('densitySections', () => {
  it('prepares the fastest sparse kernel first, so that a short time costs the slow ones', () => {
    const sections = densitySections(context, {
      patterns: ['uniform'],
      densities: [0.1, 0.3],
      side: 1024,
      weight: 1,
    });
    const rungs = sections.flatMap(({ groups }) => groups.map(group => group.at(-1)!.kernelId));
    expect(rungs).toEqual(['spmv/csr-vector', 'spmv/csr-scalar', 'spmv/csr-vector', 'spmv/csr-scalar']);
  });
});
