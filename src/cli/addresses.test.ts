import { describe, expect, it } from 'vitest';
import * as catalog from '../catalog.ts';
import { formatCase } from '../core/record/address.ts';
import { casesAt, problemAt } from './addresses.ts';

const PROBLEM = 'uniform(m=512,n=512,density=0.1)#1';

function read(...addresses: readonly string[]) {
  return casesAt(addresses, catalog).map(formatCase);
}

describe('addresses on the command line', () => {
  it('stand for the cases that they print as', () => {
    const address = `spmv/csr-vector@${PROBLEM}?lanesPerRow=8&cache=hot&share=0.5&clock=wall`;
    expect(read(address)).toEqual([address]);
    expect(read('host/js-csr@uniform(m=64,n=64,density=0.1)#1')).toHaveLength(1);
  });

  it('may name defaults, and are measured once where they mean the same', () => {
    const [short, long] = [`spmv/csr-scalar@${PROBLEM}`, `spmv/csr-scalar@${PROBLEM}?workgroupSize=64`];
    expect(read(long, short)).toEqual([short]);
  });

  it.each([
    ['spmv/csr-vector', 'not an address: "spmv/csr-vector"; expected kernel@generator(name=value,…)#seed'],
    ['spmv/csr-vector@uniform', 'not an address: "uniform"; expected generator(name=value,…)#seed'],
    [`spmv/none@${PROBLEM}`, 'no kernel "spmv/none"; there is '],
    ['gemv/f16@none(m=1)#1', 'no generator "none"; there is '],
    ['gemv/f16@dense(m=1)#1', 'dense needs n (columns), a whole number from 1'],
    ['gemv/f16@dense(m=1,n=1,k=2)#1', 'dense has no parameter "k"; it takes m, n'],
    [`spmv/csr-scalar@${PROBLEM}?lanes=2`, 'spmv/csr-scalar has no tunable lanes; it has workgroupSize'],
    [
      `spmv/csr-scalar@${PROBLEM}?workgroupSize=7`,
      'workgroupSize of spmv/csr-scalar is one of 64, 128, 256, not 7',
    ],
    [`spmv/csr-scalar@${PROBLEM}?share=0.3`, 'share is one of 1, 0.75, 0.5, 0.25, 0, not 0.3'],
    [`gemm/naive@product(m=8,n=8,k=8)#1?share=0.5`, 'gemm/naive is not dilutable: it takes no share but 1'],
    [`host/js-csr@${PROBLEM}?lanes=2`, 'host/js-csr has no tunable lanes; it has none'],
    [`spmv/csr-scalar@${PROBLEM}?cache=warm`, 'a known value of cache, not "warm"'],
  ])('are refused where they mean nothing: %s', (address, message) => {
    expect(() => read(address)).toThrow(message);
  });

  it('name problems, which need no seed', () => {
    expect(problemAt('dense(m=2,n=3)', catalog)).toEqual({
      generator: 'dense',
      params: { m: 2, n: 3 },
      seed: 1,
    });
    expect(() => problemAt('dense(m=2)', catalog)).toThrow('dense needs n');
  });
});
