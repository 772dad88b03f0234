import { expect, it } from 'vitest';
import { createResolver } from '../../app/cases.ts';
import { parseCase } from '../../core/record/address.ts';
import { caseLabel } from './resolved-case.ts';

const resolver = createResolver([], new Map());
const labelOf = (address: string) => caseLabel(resolver.resolve(parseCase(address)));

it('progress names a shape as the tables do: rows, columns, then vectors', () => {
  expect(labelOf('gemm/columns@product(m=512,n=2,k=512)#1')).toBe('gemm/columns 512 × 512 × 2');
  expect(labelOf('gemv/subgroup@dense(m=4096,n=2048)#1')).toBe('gemv/subgroup 4,096 × 2,048');
});

it('progress takes the nonzeros of a pattern for no side, and names what x is like', () => {
  expect(labelOf('spmv/csr-vector@exact-k(m=512,n=256,k=7)#1')).toBe('spmv/csr-vector 512 × 256');
  expect(labelOf('spmspv/scatter@uniform(m=8,n=8,density=0.5,active=0.1)#1')).toBe(
    'spmspv/scatter 8 × 8, density 0.5, active 0.1',
  );
});
