import { describe, expect, it } from 'vitest';
import type { SuiteContext } from '../core/plan.ts';
import { formatCase, parseCase } from '../core/record/address.ts';
import { DEFAULT_LIMITS } from '../testing/limits.ts';
import { casesSuite } from './cases-suite.ts';

const CONTEXT: SuiteContext = {
  deviceClass: 'hardware',
  limits: { ...DEFAULT_LIMITS, maxBufferSize: 2 ** 32 },
  features: new Set(),
  pilot: {
    tunables: () => ({}),
    estimateNs: () => Number.POSITIVE_INFINITY,
    beyondCacheBytes: 96 * 2 ** 20,
    residentBytes: 65_536,
    launchNs: 0,
  },
  files: [],
  kernelIds: ['probe/read'],
  seed: 3,
  timeBudgetMs: null,
};

const GPU = ['gemv/f16@dense(m=64,n=64)#1?cache=hot', 'spmv/csr-vector@uniform(m=64,n=64,density=0.1)#1'];
const HOST = 'host/js-csr@uniform(m=64,n=64,density=0.1)#1';

function planned(addresses: readonly string[], context: Partial<SuiteContext> = {}) {
  return casesSuite(addresses.map(parseCase)).plan({ ...CONTEXT, ...context });
}

function groupsOf(addresses: readonly string[]) {
  const sections = planned(addresses).sections;
  expect(sections).toHaveLength(1);
  const [section] = sections;
  return section && 'groups' in section && section.groups.map(group => group.map(formatCase));
}

describe('a plan of cases', () => {
  it('measures those of the GPU in one section, each in turns with the first', () => {
    const third = 'gemv/i8@dense(m=64,n=64)#1?cache=hot';
    expect(groupsOf([...GPU, HOST, third])).toEqual([
      [GPU[0], GPU[1]],
      [GPU[0], third],
    ]);
    expect(planned([...GPU, HOST]).hostCases.map(formatCase)).toEqual([HOST]);
    expect(groupsOf([third])).toEqual([[third]]);
  });

  it('pairs what reads less of its matrix with the whole, and never two clocks', () => {
    const [read, less] = ['probe/read@vector(n=4096)#1', 'probe/read@vector(n=4096)#1?share=0.5'];
    const [half, wall] = [`${GPU[0]}&share=0.5&resident=16384`, `${GPU[0]}&clock=wall`];
    expect(groupsOf([GPU[0]!, less, read, half, wall])).toEqual([
      [read, less],
      [GPU[0], read],
      [GPU[0], half],
      [wall],
    ]);
    expect(groupsOf([wall, GPU[0]!])).toEqual([[wall], [GPU[0]]]);
  });

  it('streams from beyond the last cache, as the suites do', () => {
    expect(planned(GPU).streamBytes).toBe(4 * 96 * 2 ** 20);
  });

  it('takes longer the more there are, or as long as it is told', () => {
    expect(planned(GPU).timeBudgetMs).toBeGreaterThan(planned(GPU.slice(1)).timeBudgetMs);
    expect(planned(GPU, { timeBudgetMs: 4000 }).timeBudgetMs).toBe(4000);
  });

  it('takes a problem from a file that was read, and refuses another', () => {
    const spec = { generator: 'file', params: { name: 'a.mtx', m: 2, n: 2 }, seed: 1 };
    const facts = { pattern: 'a.mtx', rowCount: 2, columnCount: 2, rhsColumnCount: 1, nnz: 2, density: 0.5 };
    const files = [{ spec, facts: { ...facts, rowStats: { min: 1, mean: 1, max: 1, empty: 0 } } }];
    expect(planned(['spmv/csr-vector@file(name=a.mtx,m=2,n=2)#1'], { files }).sections).toHaveLength(1);
    expect(() => planned(['spmv/csr-vector@file(name=b.mtx,m=2,n=2)#1'], { files })).toThrow(
      'file(name=b.mtx,m=2,n=2)#1 comes from a file: give it with --matrix (what was read is file(name=a.mtx',
    );
  });
});
