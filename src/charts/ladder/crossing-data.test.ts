import { describe, expect, it } from 'vitest';
import { batchFindings } from '../../analysis/crossover/batch-sparse.ts';
import { okRecord, steadyTimes } from '../../analysis/testing/records.ts';
import { syntheticResultFile } from '../../analysis/testing/result-file.ts';
import type { OkRecord } from '../../core/record/record.ts';
import { findingFigures } from '../finding-figures.tsx';
import { measuredOf } from '../measured.ts';
import { crossingData } from './crossing-data.ts';

const SIDE = 64;
const BATCHES = [2, 8, 32];

function product(kernelId: string, batch: number, ns: number): OkRecord {
  const isDense = kernelId.startsWith('gemm/');
  const nnz = isDense ? SIDE * SIDE : 400;
  const spec = isDense
    ? { generator: 'product', params: { m: SIDE, n: batch, k: SIDE } }
    : { generator: 'uniform', params: { m: SIDE, n: SIDE, density: 0.1, batch } };
  return okRecord({
    kernelId,
    operation: 'matmul',
    format: isDense ? 'dense-f32' : 'csr-f32',
    timesNs: steadyTimes(ns, 12),
    group: `batch ${batch}`,
    problemSpec: { ...spec, seed: 1 },
    problem: {
      pattern: isDense ? 'dense' : 'uniform',
      rowCount: SIDE,
      columnCount: SIDE,
      rhsColumnCount: batch,
      nnz,
      density: nnz / SIDE ** 2,
      rowStats: { min: 0, mean: nnz / SIDE, max: SIDE, empty: 1 },
    },
  });
}

/** @param slower how many times as long the sparse product takes with each number of columns */
function measuredWith(slower: (batch: number) => number) {
  const records = BATCHES.flatMap(batch => [
    product('gemm/tiled', batch, 1e6),
    product('spmm/csr', batch, 1e6 * slower(batch)),
  ]);
  const findings = batchFindings(records, () => null);
  return { ...measuredOf(syntheticResultFile({ rounds: 2 })), records, findings };
}

describe('the figure of a batch crossover', () => {
  it('has a point for each number of columns, and a mark where the dense product becomes the faster', () => {
    const measured = measuredWith(batch => batch / 8);
    const data = crossingData(measured, measured.findings.find(({ id }) => id.startsWith('S4/'))!)!;
    expect(data.points.map(({ at, name }) => [at, name])).toEqual([
      [2, 'B = 2'],
      [8, 'B = 8'],
      [32, 'B = 32'],
    ]);
    expect(data.points.map(({ ratio }) => Math.round(100 * ratio) / 100)).toEqual([0.25, 1, 4]);
    expect(data.marks).toHaveLength(1);
  });

  it('is drawn once for S3 and S4, also where no number of columns is the crossing', () => {
    const drawn = findingFigures(measuredWith(() => 0.5));
    expect(
      drawn.map(({ finding, figure, standing }) => [finding.id.slice(0, 2), figure !== null, standing]),
    ).toEqual([
      ['S3', false, 'reported'],
      ['S4', true, 'supported'],
    ]);
  });
});
