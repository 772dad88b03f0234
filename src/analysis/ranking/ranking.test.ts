import { describe, expect, it } from 'vitest';
import type { OkRecord } from '../../core/record/record.ts';
import { okRecord, type RecordOptions, skippedRecord, sparseFacts, steadyTimes } from '../testing/records.ts';
import { productsUntilPaid } from './conversion-pays.ts';
import { bestSparse, matrixRankings, withinNoise } from './matrix-ranking.ts';
import { pruningComparisons, pruningMethod } from './pruning.ts';

const SIDE = 1024;

interface Product extends RecordOptions {
  readonly name?: string;
  readonly density?: number;
}

/** A product on a file's matrix, in common rounds with all others of it. */
function product(kernelId: string, format: string, ns: number, more: Product = {}): OkRecord {
  const { name = 'w.mtx', density = 0.1, ...options } = more;
  return okRecord({
    kernelId,
    format,
    problemSpec: { generator: 'file', params: { name, m: SIDE, n: SIDE }, seed: 1 },
    problem: sparseFacts(name, SIDE, SIDE, density),
    timesNs: steadyTimes(ns, 20),
    group: name,
    ...options,
  });
}

const DENSE = product('gemv/subgroup', 'dense-f32', 8e5);
const SCALAR = product('spmv/csr-scalar', 'csr-f32', 3e5);
const VECTOR = product('spmv/csr-vector', 'csr-f32', 2e5);
const ADAPTIVE = product('spmv/csr-adaptive', 'csr-f32', 1.5e5);
const SELL = product('spmv/sell', 'sell-f32', 1e5, { conversionNs: 5_050_000 });

describe('the products until a conversion has paid', () => {
  it('are what it took ÷ what each saves, and whole', () => {
    expect(productsUntilPaid(1000, { csrNs: 30, kernelNs: 20 })).toBe(100);
    expect(productsUntilPaid(1001, { csrNs: 30, kernelNs: 20 })).toBe(101);
  });

  it('are never where nothing is saved', () => {
    expect(productsUntilPaid(1000, { csrNs: 20, kernelNs: 20 })).toBeNull();
    expect(productsUntilPaid(1000, { csrNs: 20, kernelNs: 30 })).toBeNull();
  });
});

describe('the ranking of a matrix', () => {
  const [ranking, ...others] = matrixRankings([DENSE, SCALAR, VECTOR, ADAPTIVE, SELL]);

  it('has every kernel once, the fastest first, beside the best dense and the best plain CSR', () => {
    expect(others).toEqual([]);
    expect(ranking!.kernels.map(({ record }) => record.case.kernelId)).toEqual(
      [SELL, ADAPTIVE, VECTOR, SCALAR, DENSE].map(({ case: c }) => c.kernelId),
    );
    expect(ranking!.dense!.record).toBe(DENSE);
    expect(ranking!.csr!.record).toBe(VECTOR);
    expect(bestSparse(ranking!)!.record).toBe(SELL);
  });

  it('gives each its ratio to both, with an interval; to itself 1', () => {
    const [sell] = ranking!.kernels;
    expect(sell!.toDense!.value).toBeCloseTo(1 / 8, 6);
    expect(sell!.toCsr!.value).toBeCloseTo(1 / 2, 6);
    expect(sell!.toCsr!.low).toBeLessThan(0.5);
    expect(ranking!.dense!.toDense).toEqual({ value: 1, low: 1, high: 1 });
    expect(ranking!.csr!.toCsr).toEqual({ value: 1, low: 1, high: 1 });
  });

  it('says after how many products converting has paid, of what is converted and clearly faster', () => {
    const of = (kernelId: string) =>
      ranking!.kernels.find(({ record }) => record.case.kernelId === kernelId)!;
    // 5.05 ms ÷ (200 − 100 µs).
    expect(of('spmv/sell').productsToPay).toBe(51);
    expect(of('spmv/csr-adaptive')).toMatchObject({ conversionNs: null, productsToPay: null });
    const slower = product('spmv/bitmap', 'bitmap-f32', 2e5, { conversionNs: 1e6 });
    const [again] = matrixRankings([VECTOR, slower]);
    expect(again!.kernels.at(-1)).toMatchObject({ conversionNs: 1e6, productsToPay: null });
  });

  it('takes no reference that stores other values, and no diluted, wall-clock or generated product', () => {
    const f16 = product('gemv/f16', 'dense-f16', 4e5);
    const [mixed] = matrixRankings([
      DENSE,
      VECTOR,
      f16,
      product('spmv/sell', 'sell-f32', 1e4, { memoryShare: 0 }),
      product('spmv/sell', 'sell-f32', 1e4, { clock: 'wall' }),
      okRecord({ kernelId: 'spmv/sell', format: 'sell-f32', timesNs: steadyTimes(1e4, 20) }),
    ]);
    expect(mixed!.kernels.map(({ record }) => record.case.kernelId)).toEqual([
      'spmv/csr-vector',
      'gemv/f16',
      'gemv/subgroup',
    ]);
    expect(mixed!.dense!.record).toBe(DENSE);
  });

  it('has no ratio to what was not timed', () => {
    const [alone] = matrixRankings([SELL]);
    expect(alone).toMatchObject({ dense: null, csr: null, leftOutCount: 0 });
    expect(alone!.kernels[0]).toMatchObject({ toDense: null, toCsr: null, productsToPay: null });
  });

  it('says why plain CSR has no time where it was asked for', () => {
    const { problem } = SCALAR.case;
    const gone = skippedRecord({ kernelId: 'spmv/csr-scalar', format: 'csr-f32', problemSpec: problem });
    expect(matrixRankings([SELL, { ...gone, reason: 'no time' }])[0]!.csrMissing).toBe('no time');
    expect(matrixRankings([SELL, VECTOR, gone])[0]!.csrMissing).toBeNull();
    expect(matrixRankings([SELL])[0]!.csrMissing).toBeNull();
  });

  it('counts the kernels that were left out by plan, and not for lack of time', () => {
    const { problem } = SCALAR.case;
    const gone = skippedRecord({ kernelId: 'spmv/csr-scalar', format: 'csr-f32', problemSpec: problem });
    const [less] = matrixRankings([VECTOR, { ...gone, cause: 'plan' }, { ...gone, cause: 'time' }]);
    expect(less!.leftOutCount).toBe(1);
  });

  it('names the formats that are as fast as the best within the noise', () => {
    const bitmap = product('spmv/bitmap', 'bitmap-f32', 1e5);
    const [close] = matrixRankings([DENSE, VECTOR, SELL, bitmap]);
    const near = withinNoise(bestSparse(close!)!, close!);
    expect(near.map(({ record }) => record.format)).toEqual(['bitmap-f32']);
  });
});

describe('pruning methods', () => {
  it('are told by folders of the path', () => {
    expect(pruningMethod('transformer/l0_regularization/0.9/a.smtx')).toBe('L0');
    expect(pruningMethod('extended_magnitude_pruning/0.9/a.smtx')).toBe('extended magnitude');
    expect(pruningMethod('magnitude_pruning/0.9/a.smtx')).toBe('magnitude');
    expect(pruningMethod('a.smtx')).toBeNull();
  });

  const pruned = (name: string, density: number, ns: number) =>
    product('spmv/sell', 'sell-f32', ns, { name, density });

  it('are compared where shape and realised sparsity are the same, whatever a folder promises', () => {
    const comparisons = pruningComparisons(
      matrixRankings([
        pruned('magnitude_pruning/0.9/a.smtx', 0.1, 2e5),
        pruned('random_pruning/0.9/a.smtx', 0.1, 1e5),
        pruned('l0_regularization/0.9/a.smtx', 0.158, 3e5),
        pruned('l0_regularization/0.95/a.smtx', 0.103, 1.5e5),
        pruned('magnitude_pruning/0.5/a.smtx', 0.5, 9e5),
      ]),
    );
    expect(comparisons).toHaveLength(1);
    expect(comparisons[0]!.rows.map(({ method }) => method)).toEqual(['random', 'L0', 'magnitude']);
    expect(comparisons[0]!.rows.map(({ toFirst }) => Math.round(100 * toFirst.value))).toEqual([
      100, 150, 200,
    ]);
  });

  it('are not compared with themselves', () => {
    const one = [
      pruned('magnitude_pruning/0.9/a.smtx', 0.1, 2e5),
      pruned('magnitude_pruning/0.9/b.smtx', 0.1, 1e5),
    ];
    expect(pruningComparisons(matrixRankings(one))).toEqual([]);
  });
});
