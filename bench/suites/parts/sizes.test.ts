import { describe, expect, it } from 'vitest';
import type { SuiteContext } from '../../../src/core/plan.ts';
import { DEFAULT_LIMITS } from '../../../src/testing/limits.ts';
import { chooseSizes } from './sizes.ts';

const EFFORT = { matvecNs: 20e6, productNs: 60e6, productCount: 2 };
const MIB = 2 ** 20;

/** A GPU whose products come at these rates. */
function context(bytesPerSecond: number, flopsPerSecond: number): SuiteContext {
  return {
    deviceClass: 'hardware',
    limits: { ...DEFAULT_LIMITS, maxStorageBufferBindingSize: 2 ** 31, maxBufferSize: 2 ** 32 },
    features: new Set(),
    pilot: {
      beyondCacheBytes: null,
      residentBytes: 65_536,
      launchNs: 0,
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
    // Half of what is streamed.
    expect(4 * sizes.writtenWords).toBe(sizes.streamBytes / 2);
    expect(sizes.products).toEqual([2048, 4096]);
  });

  it('leave a weak GPU time for the rest: no probe takes over a tenth of a second', () => {
    const [bytesPerSecond, flopsPerSecond] = [1e10, 5e10];
    const sizes = chooseSizes(context(bytesPerSecond, flopsPerSecond), EFFORT);
    const fmaSeconds = (2 * sizes.fmaChains * sizes.fmaLength) / flopsPerSecond;
    expect(fmaSeconds).toBeLessThanOrEqual(0.1);
    expect((sizes.gatherChains * sizes.gatherSteps * 64) / bytesPerSecond).toBeLessThanOrEqual(0.1);
    expect((4 * sizes.matvec ** 2) / bytesPerSecond).toBeLessThanOrEqual(0.02);
    expect((2 * 4 * sizes.writtenWords) / bytesPerSecond).toBeLessThanOrEqual(0.1);
  });

  it('follow the fastest product, not the slowest', () => {
    const made = context(3e12, 2e13);
    const estimateNs: typeof made.pilot.estimateNs = (id, size) =>
      made.pilot.estimateNs(id, size) * (id === 'gemv/row-per-thread' ? 1000 : 1);
    const kernelIds = [...made.kernelIds, 'gemv/row-per-thread'];
    expect(chooseSizes({ ...made, kernelIds, pilot: { ...made.pilot, estimateNs } }, EFFORT).matvec).toBe(
      8192,
    );
  });

  it('are larger where launching takes a fast GPU long: the judged product has to take twenty times as long', () => {
    const launching = (launchNs: number, bytesPerSecond: number) => {
      const made = context(bytesPerSecond, 1e14);
      return chooseSizes({ ...made, pilot: { ...made.pilot, launchNs } }, EFFORT).matvec;
    };
    expect(launching(2_800, 3.65e12)).toBe(8192);
    expect(launching(4_500, 4e12)).toBe(10_240);
    expect(launching(4_000, 1e11)).toBe(4096);
  });

  it('stream four times what the last cache does not hold, and what the suite says where none is seen', () => {
    const streamed = (beyondCacheBytes: number | null) => {
      const made = context(1e12, 1e13);
      return chooseSizes({ ...made, pilot: { ...made.pilot, beyondCacheBytes } }, EFFORT).streamBytes;
    };
    expect(streamed(null)).toBe(512 * MIB);
    expect(streamed(64 * MIB)).toBe(256 * MIB);
    expect(streamed(128 * MIB)).toBe(512 * MIB);
    expect(streamed(256 * MIB)).toBe(640 * MIB);
  });

  it('stream no more than the suite has room for', () => {
    const made = context(1e12, 1e13);
    const large = { ...made, pilot: { ...made.pilot, beyondCacheBytes: 256 * MIB } };
    expect(chooseSizes(large, { ...EFFORT, mostStreamBytes: 512 * MIB }).streamBytes).toBe(512 * MIB);
  });

  it('stay small where buffers end early, and where nothing is known of the device', () => {
    const small = { ...context(1e11, 1e12), limits: { ...DEFAULT_LIMITS, maxBufferSize: 256 * MIB } };
    expect(chooseSizes(small, EFFORT).matvec).toBeLessThanOrEqual(4096);
    expect(chooseSizes(small, EFFORT).streamBytes).toBe(256 * MIB);
    const brief = chooseSizes(context(3e12, 2e13), { ...EFFORT, streamBytes: 32 * MIB, isBrief: true });
    expect(brief).toMatchObject({ matvec: 2048, streamBytes: 32 * MIB, writtenWords: 1 << 20 });
  });

  it('are the largest where the pilot knows no product', () => {
    const blind = { ...context(1e10, 5e10), kernelIds: [] };
    expect(chooseSizes(blind, EFFORT)).toMatchObject({ fmaChains: 1 << 22, gatherChains: 1 << 18 });
  });
});
