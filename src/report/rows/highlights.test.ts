import { describe, expect, it } from 'vitest';
import {
  DEVICES,
  denseFacts,
  okRecord,
  sparseFacts,
  steadyTimes,
  syntheticEnvironment,
} from '../../analysis/testing/records.ts';
import type { CrossoverSeries } from '../../core/record/finding.ts';
import { topCrossovers, topKernels } from './highlights.ts';

const dense = (side: number, ns: number, cache: 'stream' | 'hot' = 'stream') =>
  okRecord({ problem: denseFacts(side, side), timesNs: steadyTimes(ns, 20), cache });
const sparse = (kernelId: string, density: number, ns: number) =>
  okRecord({
    kernelId,
    format: 'csr-f32',
    problem: sparseFacts('uniform', 1024, 1024, density),
    timesNs: steadyTimes(ns, 20),
  });

describe('top kernels', () => {
  it('are of the largest matrix, streamed rather than hot, dense ones first', () => {
    const records = [
      sparse('spmv/csr-vector', 0.1, 1e5),
      dense(512, 1e4),
      dense(1024, 2e4, 'hot'),
      dense(1024, 4e4),
    ];
    const top = topKernels({
      records,
      ceilings: [],
      environment: syntheticEnvironment(DEVICES.bandwidthBound),
    });
    expect(top.map(({ problem, row }) => [problem, row.record.summary.medianNs])).toEqual([
      ['1,024 × 1,024', 4e4],
      ['uniform 1,024 × 1,024, 10.0 %', 1e5],
    ]);
  });

  it('of a sparse pattern are the fastest at the density next to 10 %', () => {
    const records = [
      sparse('spmv/csr-scalar', 0.01, 1e4),
      sparse('spmv/csr-scalar', 0.08, 3e4),
      sparse('spmv/csr-vector', 0.08, 2e4),
      sparse('spmv/csr-vector', 0.5, 9e4),
    ];
    const [only, ...others] = topKernels({
      records,
      ceilings: [],
      environment: syntheticEnvironment(DEVICES.bandwidthBound),
    });
    expect(others).toEqual([]);
    expect(only).toMatchObject({ problem: 'uniform 1,024 × 1,024, 8.00 %' });
    expect(only!.row.record.case.kernelId).toBe('spmv/csr-vector');
  });

  it('are of products with a dense x: one with few active inputs is another problem', () => {
    const whole = sparse('spmv/csr-vector', 0.1, 1e5);
    const few = sparse('spmspv/scatter', 0.1, 1e4);
    const active = { ...few, problem: { ...few.problem, activeInputs: 1, activeNnz: 100 } };
    const top = topKernels({
      records: [whole, active],
      ceilings: [],
      environment: syntheticEnvironment(DEVICES.bandwidthBound),
    });
    expect(top.map(({ row }) => row.record.case.kernelId)).toEqual(['spmv/csr-vector']);
  });
});

describe('top crossovers', () => {
  const point = {
    density: 0.1,
    low: 0,
    high: 10,
    sparseNs: 1,
    denseNs: 1,
    dispatchLimited: false,
    address: '',
  };
  const series = (
    kernelId: string,
    status: CrossoverSeries['status'],
    value: number | null,
    ratio = 1,
  ): CrossoverSeries => ({
    pattern: 'uniform',
    rowCount: 8,
    columnCount: 8,
    kernelId,
    denseAddress: '',
    points: [
      { ...point, ratio },
      { ...point, ratio, density: 0.5 },
    ],
    status,
    crossing: value === null ? null : { value, low: null, high: null },
    byteModelDensity: 0.5,
    reason: '',
  });

  it.each([
    [[series('a', 'crosses', 0.2), series('b', 'crosses', 0.4)], 'b'],
    [[series('a', 'no crossing in range', null), series('b', 'undecided', null)], 'b'],
    [[series('a', 'no crossing in range', null, 9), series('b', 'no crossing in range', null, 2)], 'b'],
    [[series('a', 'crosses', 0.1), series('b', 'not monotone', 0.4)], 'b'],
    [[series('a', 'undecided', null), series('b', 'not monotone', null)], 'b'],
  ])('name the kernel that comes furthest: %#', (all, kernelId) => {
    expect(topCrossovers(all).map(one => one.kernelId)).toEqual([kernelId]);
  });
});
