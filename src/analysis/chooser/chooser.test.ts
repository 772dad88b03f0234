import { describe, expect, it } from 'vitest';
import type { OkRecord } from '../../core/record/record.ts';
import { okRecord, steadyTimes } from '../testing/ok-record.ts';
import { chooserFindings } from './chooser.ts';
import { regrets } from './regret.ts';

const SIDE = 4096;

interface Shape {
  readonly pattern: string;
  readonly nnz: number;
  readonly longest: number;
}

/** Rows of one length, of some, or one that is full. */
const SHAPES: readonly Shape[] = ['uniform', 'power-law', 'one-dense-row', 'banded'].flatMap((pattern, i) =>
  [4e5, 8e5, 1.6e6, 3.2e6].map(nnz => ({
    pattern,
    nnz,
    longest: i === 1 ? 1500 : i === 2 ? SIDE : nnz / SIDE,
  })),
);

/** A thread a row waits for the longest; the merge path never does, at twice the bytes. */
const TIMES: Readonly<Record<string, (shape: Shape) => number>> = {
  'spmv/csr-scalar': ({ nnz, longest }) => 3000 + Math.max(nnz * 0.1, longest * 120),
  'spmv/csr-merge': ({ nnz }) => 3000 + nnz * 0.2,
};

function record(kernelId: string, shape: Shape, ns: number): OkRecord {
  const { pattern, nnz, longest } = shape;
  const bytes = 8 * nnz + 4 * SIDE;
  return okRecord({
    kernelId,
    operation: 'matvec',
    family: 'csr',
    timesNs: steadyTimes(ns, 12),
    problemSpec: { generator: pattern, params: { m: SIDE, n: SIDE, nnz }, seed: 1 },
    problem: {
      pattern,
      rowCount: SIDE,
      columnCount: SIDE,
      rhsColumnCount: 1,
      nnz,
      density: nnz / SIDE ** 2,
      rowStats: { min: 1, mean: nnz / SIDE, max: longest, empty: 0 },
    },
    copies: { count: 2, workingSetBytes: 2 * bytes, cut: null },
  });
}

const RECORDS = SHAPES.flatMap(shape =>
  Object.entries(TIMES).map(([kernelId, nsOf]) => record(kernelId, shape, nsOf(shape))),
);

describe('the chooser', () => {
  it('takes the merge path where a row is long, of a family that it did not know', () => {
    const found = regrets(RECORDS, () => 3000);
    expect(found).toHaveLength(SHAPES.length);
    const onUneven = found.filter(
      ({ problem }) => problem.startsWith('power-law') && problem.includes('400000'),
    );
    expect(onUneven.map(({ chosen }) => chosen.case.kernelId)).toEqual(['spmv/csr-merge']);
  });

  it('says what trusting it costs, and that it is little', () => {
    const [finding] = chooserFindings(RECORDS, () => 3000);
    expect(finding!.status).toBe('supported');
    expect(finding!.value).toBeLessThanOrEqual(1.1);
    expect(finding!.reason).toContain('On 16 matrices of 4 families');
  });

  it('is refuted where times follow nothing that it knows of', () => {
    const random = SHAPES.flatMap((shape, i) => [
      record('spmv/csr-scalar', shape, i % 2 === 0 ? 5e4 : 2e5),
      record('spmv/csr-merge', shape, i % 2 === 0 ? 2e5 : 5e4),
    ]);
    const [finding] = chooserFindings(random, () => null);
    expect(finding!.status).toBe('refuted');
    expect(finding!.reason).toContain('At worst, on ');
  });

  it('is not asked where it knows no kernel from other families', () => {
    const halves = RECORDS.filter(({ problem }) => problem.pattern === 'uniform').map(one => ({
      ...one,
      valueType: 'f16',
      case: { ...one.case, kernelId: one.case.kernelId.replace('spmv/', 'spmv-f16/') },
    }));
    expect(regrets([...RECORDS, ...halves], () => 3000)).toEqual(regrets(RECORDS, () => 3000));
  });

  it('is not judged by a few matrices, or by one family', () => {
    const few = RECORDS.filter(({ problem }) => problem.pattern === 'uniform');
    expect(chooserFindings(few, () => null)).toEqual([]);
  });
});
