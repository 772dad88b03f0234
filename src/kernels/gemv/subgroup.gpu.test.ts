import { describe, expect, it } from 'vitest';
import { testGpu } from '../../gpu/testing.ts';
import { dense, problemOf } from '../../testing/matrices.ts';
import { wrongOutput } from '../../testing/run-checked.ts';
import kernel from './subgroup.kernel.ts';

describe('gemv/subgroup', () => {
  it.for([1, 32, 128])('is right where it is launched for subgroups of %d', async (size, context) => {
    const gpu = await testGpu(context, ...kernel.requires);
    const limits = { ...gpu.limits, subgroupMinSize: size, subgroupMaxSize: size };
    expect(await wrongOutput(gpu, kernel, problemOf(dense(67, 131)), { limits })).toBe(null);
  });
});
