import { describe, expect, it } from 'vitest';
import { kernels } from '../../catalog.ts';
import { testGpu } from '../../gpu/testing.ts';
import { dense, problemOf } from '../../testing/matrices.ts';
import { nastyMatrices } from '../../testing/problems.ts';
import { wrongOutput } from '../../testing/run-checked.ts';
import { tunableCombinations } from '../../testing/tiny-cases.ts';

const nasty = [
  ...nastyMatrices(),
  ['dense 67 × 131', dense(67, 131)] as const,
  ['dense 130 × 64', dense(130, 64)] as const,
];

const family = [...kernels.values()].filter(({ id }) => id.startsWith('gemm/'));

describe.each(family)('$id', kernel => {
  it.for([1, 3, 4, 70])('is right on every nasty matrix with %d right-hand sides', async (n, context) => {
    const gpu = await testGpu(context, ...kernel.requires);
    for (const [name, a] of nasty) {
      expect([name, await wrongOutput(gpu, kernel, problemOf(a, n))]).toEqual([name, null]);
    }
  });

  it('is right with every tunable, on several tiles with ragged edges', async context => {
    const gpu = await testGpu(context, ...kernel.requires);
    const problem = problemOf(dense(131, 21), 133);
    for (const tunables of tunableCombinations(kernel)) {
      expect([tunables, await wrongOutput(gpu, kernel, problem, { tunables })]).toEqual([tunables, null]);
    }
  });

  it('is right on more rows, and more tiles, than one dimension has workgroups', async context => {
    const gpu = await testGpu(context, ...kernel.requires);
    const tall = problemOf(dense(65_536 + 77, 3), 2);
    expect(await wrongOutput(gpu, kernel, tall, { tunables: { rowsPerGroup: 8 } })).toBe(null);
    const limits = { ...gpu.limits, maxComputeWorkgroupsPerDimension: 3 };
    const tunables = {
      tileSide: 8,
      threadsPerSide: 8,
      rowsPerThread: 4,
      quadsPerThread: 1,
      threadsDown: 1,
      rowsPerGroup: 8,
    };
    expect(await wrongOutput(gpu, kernel, problemOf(dense(65, 9), 7), { limits, tunables })).toBe(null);
  });

  it('is right on matrices cut over several bindings', async context => {
    const gpu = await testGpu(context, ...kernel.requires);
    // A binding holds 7 rows of A, 5 of C, and 4 of B.
    const limits = { ...gpu.limits, maxStorageBufferBindingSize: 1500 };
    expect(await wrongOutput(gpu, kernel, problemOf(dense(19, 51), 65), { limits })).toBe(null);
  });
});
