import { describe, expect, it } from 'vitest';
import type { SuiteContext } from '../../../src/core/plan.ts';
import { chooseSizes } from './sizes.ts';

const EFFORT = {
  matvecNs: 20e6,
  productNs: 60e6,
  productCount: 2,
  streamBytes: 2 ** 29,
  gatherLines: 1 << 22,
};

/** A GPU whose products come at these rates. */
function context(bytesPerSecond: number, flopsPerSecond: number): SuiteContext {
  return {
    deviceClass: 'hardware',
    limits: { maxStorageBufferBindingSize: 2 ** 31 } as SuiteContext['limits'],
    features: new Set(),
    pilot: {
      beyondCacheBytes: null,
      tunables: () => ({}),
      estimateNs: (id, { rowCount, columnCount, rhsColumnCount }) =>
        1e9 *
        (id.startsWith('gemm/')
          ? (2 * rowCount * columnCount * rhsColumnCount) / flopsPerSecond
          : (4 * rowCount * columnCount) / bytesPerSecond),
    },
    files: [],
    kernelIds: ['gemm/tiled', 'gemv/rows-per-workgroup', 'spmv/csr-scalar'],
    seed: 1,
    timeBudgetMs: null,
  };
}

describe('sizes of a run', () => {
  it('fill a strong GPU', () => {
    const sizes = chooseSizes(context(3e12, 2e13), EFFORT);
    expect(sizes).toMatchObject({ matvec: 8192, fmaChains: 1 << 22, gatherChains: 1 << 18 });
    expect(sizes.writtenWords).toBe(1 << 26);
    expect(sizes.products).toEqual([2048, 4096]);
  });

  it('leave a weak GPU time for the rest: no probe takes over a tenth of a second', () => {
    const [bytesPerSecond, flopsPerSecond] = [1e10, 5e10];
    const sizes = chooseSizes(context(bytesPerSecond, flopsPerSecond), EFFORT);
    const fmaSeconds = (2 * sizes.fmaChains * sizes.fmaLength) / flopsPerSecond;
    expect(fmaSeconds).toBeLessThanOrEqual(0.1);
    expect((sizes.gatherChains * 64 * 64) / bytesPerSecond).toBeLessThanOrEqual(0.1);
    expect((4 * sizes.matvec ** 2) / bytesPerSecond).toBeLessThanOrEqual(0.02);
    expect((2 * 4 * sizes.writtenWords) / bytesPerSecond).toBeLessThanOrEqual(0.1);
  });

  it('stream four times what the last cache does not hold, and what the suite says where none is seen', () => {
    const streamed = (beyondCacheBytes: number | null) => {
      const made = context(1e12, 1e13);
      return chooseSizes({ ...made, pilot: { ...made.pilot, beyondCacheBytes } }, EFFORT).streamBytes;
    };
    expect(streamed(null)).toBe(EFFORT.streamBytes);
    expect(streamed(2 ** 26)).toBe(2 ** 28);
    expect(streamed(2 ** 28)).toBe(2 ** 30);
  });

  it('are the largest where the pilot knows no product', () => {
    const blind = { ...context(1e10, 5e10), kernelIds: [] };
    expect(chooseSizes(blind, EFFORT)).toMatchObject({ fmaChains: 1 << 22, gatherChains: 1 << 18 });
  });
});
