import { expect, it } from 'vitest';
import { createResolver } from '../../app/cases.ts';
import { parseCase } from '../../core/record/address.ts';
import { caseLabel } from './resolved-case.ts';

const resolver = createResolver([], new Map());
const labelOf = (address: string) => caseLabel(resolver.resolve(parseCase(address)));

it('progress names a shape as the tables do: rows, columns, then vectors', () => {
  expect(labelOf('gemm/columns@dense(m=512,n=2,k=512)#1')).toBe('gemm/columns 512 × 512 × 2');
  expect(labelOf('gemv/subgroup@dense(m=4096,n=2048)#1')).toBe('gemv/subgroup 4,096 × 2,048');
});
