import { expect, it } from 'vitest';
import { shortKernel } from './marks.ts';

it.each([
  ['gemv/rows-per-workgroup', 'rows-per-workgroup'],
  ['spmv/sell', 'sell'],
  ['spmv-f16/sell', 'sell f16'],
])('the short name of %s is %s, so that no two kernels of a figure share one', (id, name) => {
  expect(shortKernel(id)).toBe(name);
});
