import { describe, expect, it } from 'vitest';
import { syntheticResultFile } from '../../analysis/testing/result-file.ts';
import { parseCase } from '../../core/record/address.ts';
import { caseName } from './case-name.ts';

const [first] = syntheticResultFile({ rounds: 2 }).records;

describe('a case in words', () => {
  it.each([
    [
      'spmv/csr-vector@uniform(m=4096,n=4096,density=0.1)#1?cache=hot',
      'spmv/csr-vector · uniform 4,096 × 4,096, 10.0 % nonzero, hot cache',
    ],
    ['gemm/tiled@product(m=4096,n=32,k=4096)#1', 'gemm/tiled · product 4,096 × 4,096 × 32'],
    [
      'probe/read@vector(n=67108864,passes=1)#1?clock=wall',
      'probe/read · vector, n 67,108,864, passes 1, wall clock',
    ],
    ['probe/dispatch@nothing()#1', 'probe/dispatch · nothing'],
    ['gemv/f16@dense(m=64,n=64)#1?share=0.5', 'gemv/f16 · dense 64 × 64, 50.0 % of its memory traffic'],
    ['spmv/csr-scalar@file(name=W.mtx,m=300,n=200)#1', 'spmv/csr-scalar · W.mtx 300 × 200'],
  ])('of %s', (address, words) => {
    expect(caseName({ ...first!, tuned: [], case: parseCase(address) })).toBe(words);
  });
});
