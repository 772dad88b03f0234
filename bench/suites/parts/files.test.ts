import { expect, it } from 'vitest';
import { sparseFacts } from '../../../src/analysis/testing/records.ts';
import type { Section, SuiteContext } from '../../../src/core/plan.ts';
import { DEFAULT_LIMITS } from '../../../src/testing/limits.ts';
import { problem } from './cases.ts';
import { fileSections } from './files.ts';

it('measures what other kernels are held against before them, since the time may end', () => {
  const context: SuiteContext = {
    deviceClass: 'hardware',
    limits: DEFAULT_LIMITS,
    features: new Set(),
    pilot: {
      beyondCacheBytes: null,
      residentBytes: 65_536,
      launchNs: 0,
      tunables: () => ({}),
      estimateNs: () => 60e3,
    },
    files: [
      {
        spec: problem('uniform', { m: 100, n: 100, density: 0.1 }),
        facts: sparseFacts('uniform', 100, 100, 0.1),
      },
    ],
    kernelIds: ['gemv/subgroup', 'spmv/bitmap', 'spmv/csr-scalar', 'spmv/csr-vector'],
    seed: 1,
    timeBudgetMs: null,
  };
  const orderOf = (stays: readonly string[]) => {
    const [section] = fileSections(context, 1, { stays }).sections;
    return (section as Section).groups.map(group => group.at(-1)!.kernelId);
  };
  expect(orderOf(['spmv/csr-vector'])).toEqual(['spmv/csr-vector', 'spmv/bitmap', 'spmv/csr-scalar']);
  expect(orderOf([])).toEqual(['spmv/bitmap', 'spmv/csr-scalar', 'spmv/csr-vector']);
});
