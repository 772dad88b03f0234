import { describe, expect, it } from 'vitest';
import type { SuiteContext } from '../../../../src/core/plan.ts';
import { DEFAULT_LIMITS } from '../../../../src/testing/limits.ts';
import { batchSparseSection } from './batch-sparse.ts';

/** ns a multiply-add. */
const RATES: Readonly<Record<string, number>> = {
  'gemv/rows-per-workgroup': 0.01,
  'spmv/csr-vector': 0.02,
  'gemm/columns-per-thread': 0.003,
  'gemm/columns': 0.004,
  'gemm/tiled': 0.001,
  'gemm/naive': 0.1,
  'spmm/csr': 0.01,
  'spmm/bsr4': 0.01,
};

function contextOf(slower = 1, kernelIds = Object.keys(RATES)): SuiteContext {
  return {
    deviceClass: 'hardware',
    limits: DEFAULT_LIMITS,
    features: new Set(),
    pilot: {
      beyondCacheBytes: null,
      residentBytes: 65_536,
      launchNs: 0,
      tunables: () => ({}),
      estimateNs: (id, { nnz, rhsColumnCount }) => slower * RATES[id]! * nnz * rhsColumnCount,
    },
    files: [],
    kernelIds,
    seed: 1,
    timeBudgetMs: null,
  };
}

function pairsOf(context: SuiteContext, side = 1024) {
  const { groups } = batchSparseSection(context, { side, density: 0.1, weight: 1 });
  return groups.map(group =>
    group.map(({ kernelId, problem: { generator, params } }) => {
      const { batch = generator === 'product' ? params.n : 1 } = params;
      return `${kernelId} ${generator} ${batch}`;
    }),
  );
}

describe('the batch section', () => {
  it('pairs each sparse product with the dense one that the pilot expects to be the fastest', () => {
    const pairs = pairsOf(contextOf());
    expect(pairs.slice(0, 2)).toEqual([
      ['gemm/columns-per-thread product 2', 'spmm/csr uniform 2'],
      ['gemm/columns-per-thread product 2', 'spmm/bsr4 block 2'],
    ]);
    expect(pairs).toContainEqual(['gemm/tiled product 512', 'spmm/csr uniform 512']);
    // A tile costs as much as 32 columns: more than 8 by themselves, less than 16.
    expect(pairs).toContainEqual(['gemm/columns-per-thread product 8', 'spmm/csr uniform 8']);
    expect(pairs).toContainEqual(['gemm/tiled product 16', 'spmm/csr uniform 16']);
  });

  it('has scattered entries with all numbers of columns, and every other of blocks', () => {
    const rungs = pairsOf(contextOf()).map(([, sparse]) => sparse!);
    const batchesOf = (id: string) =>
      rungs
        .filter(text => text.startsWith(id))
        .map(text => Number(text.split(' ')[2]))
        .sort((a, b) => a - b);
    expect(batchesOf('spmm/csr')).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512]);
    expect(batchesOf('spmm/bsr4')).toEqual([2, 8, 32, 128, 512]);
  });

  it('ends where either product would take over 60 ms', () => {
    // 1024² · 0.001 ns · 200 are 0.2 ms a column.
    const rungs = pairsOf(contextOf(200)).map(([, sparse]) => sparse!);
    expect(rungs.filter(text => / (256|128)$/.test(text))).toEqual([
      'spmm/csr uniform 128',
      'spmm/bsr4 block 128',
      'spmm/csr uniform 256',
    ]);
    expect(rungs.some(text => text.endsWith(' 512'))).toBe(false);
  });

  it('multiplies with one vector too where its matrices are not those of other sections', () => {
    expect(pairsOf(contextOf(), 4096)[0]![1]).toBe('spmm/csr uniform 2');
    expect(pairsOf(contextOf(), 8192).slice(0, 2)).toEqual([
      ['gemv/rows-per-workgroup dense 1', 'spmv/csr-vector uniform 1'],
      ['gemv/rows-per-workgroup dense 1', 'spmv/csr-vector block 1'],
    ]);
  });

  it('has sparse products alone where no dense one takes part, and none where no sparse one does', () => {
    expect(pairsOf(contextOf(1, ['spmm/csr']))[0]).toEqual(['spmm/csr uniform 2']);
    expect(pairsOf(contextOf(1, ['gemm/tiled']))).toEqual([]);
  });
});
