import { describe, expect, it } from 'vitest';
import { kernels } from '../../catalog.ts';
import { MEMORY_SHARES } from '../../core/dilution.ts';
import { testGpu } from '../../gpu/testing.ts';
import { dense, problemOf } from '../../testing/matrices.ts';
import { nastyMatrices } from '../../testing/problems.ts';
import { wrongOutput } from '../../testing/run-checked.ts';
import { tunableCombinations } from '../../testing/tiny-cases.ts';
import subgroup from './subgroup.kernel.ts';

const nasty = [
  ...nastyMatrices(),
  ['dense 67 × 131', dense(67, 131)] as const,
  ['dense 130 × 64', dense(130, 64)] as const,
];

const family = [...kernels.values()].filter(({ id }) => id.startsWith('gemv/'));

describe.each(family)('$id', kernel => {
  it('is right on every nasty matrix', async context => {
    const gpu = await testGpu(context, ...kernel.requires);
    for (const [name, a] of nasty) {
      expect([name, await wrongOutput(gpu, kernel, problemOf(a))]).toEqual([name, null]);
    }
  });

  it('is right with every tunable', async context => {
    const gpu = await testGpu(context, ...kernel.requires);
    const problem = problemOf(dense(21, 530));
    for (const tunables of tunableCombinations(kernel)) {
      expect([tunables, await wrongOutput(gpu, kernel, problem, { tunables })]).toEqual([tunables, null]);
    }
  });

  it('is right on more rows than one dimension has workgroups', async context => {
    const gpu = await testGpu(context, ...kernel.requires);
    // Small workgroups: barriers of large ones take a software adapter minutes here.
    const small = { workgroupSize: 32, rowsPerGroup: 8 };
    const tall = problemOf(dense(65_536 + 1234, 3));
    expect(await wrongOutput(gpu, kernel, tall, { tunables: small })).toBe(null);
    const limits = { ...gpu.limits, maxComputeWorkgroupsPerDimension: 5 };
    const tunables = { workgroupSize: 64, rowsPerGroup: 1, rowsPerSubgroup: 1 };
    const narrow = problemOf(dense(23, 9));
    expect(await wrongOutput(gpu, kernel, narrow, { limits, tunables })).toBe(null);
  });

  it('is right on a matrix cut over several bindings', async context => {
    const gpu = await testGpu(context, ...kernel.requires);
    // 100 floats take 25 vec4s, so 7 rows of 400 bytes fit a binding, and y of 53 rows does.
    const limits = { ...gpu.limits, maxStorageBufferBindingSize: 2900 };
    expect(await wrongOutput(gpu, kernel, problemOf(dense(53, 99)), { limits })).toBe(null);
  });

  it.for(MEMORY_SHARES)('reads the rows that dilution says, share %d', async (memoryShare, context) => {
    const gpu = await testGpu(context, ...kernel.requires);
    // A row of f32 takes 8 KiB; 8 of them are resident.
    const wide = problemOf(dense(67, 2045));
    expect(await wrongOutput(gpu, kernel, wide, { memoryShare })).toBe(null);
    const limits = { ...gpu.limits, maxStorageBufferBindingSize: 2045 * 4 * 30 };
    expect(await wrongOutput(gpu, kernel, wide, { memoryShare, limits })).toBe(null);
    const tall = problemOf(dense(613, 65));
    const tunables = { workgroupSize: 64 };
    expect(await wrongOutput(gpu, kernel, tall, { memoryShare, tunables })).toBe(null);
    // Three resident rows of f32: fewer than a block has, and no divisor of that.
    const wider = problemOf(dense(23, 5461));
    expect(await wrongOutput(gpu, kernel, wider, { memoryShare, tunables })).toBe(null);
  });
});

describe('gemv/subgroup', () => {
  it.for([1, 32, 128])('is right where it is launched for subgroups of %d', async (size, context) => {
    const gpu = await testGpu(context, ...subgroup.requires);
    const limits = { ...gpu.limits, subgroupMinSize: size, subgroupMaxSize: size };
    expect(await wrongOutput(gpu, subgroup, problemOf(dense(67, 131)), { limits })).toBe(null);
  });
});
