import { describe, expect, it } from 'vitest';
import { okRecord, sparseFacts, steadyTimes } from '../analysis/testing/records.ts';
import type { BenchRecord } from '../core/record/record.ts';
import { answerOf } from './answer.ts';
import { cardRows } from './card-rows.ts';
import type { MatrixAnswer } from './matrix-answer.ts';
import { inputOf } from './testing/inputs.ts';

const SIDE = 4096;
const DENSITY = 0.0094;
const DENSE_BYTES = 4 * SIDE ** 2;
const CSR_BYTES = 8 * 157_706 + 4 * (SIDE + 1);

const FORMATS: Readonly<Record<string, readonly [format: string, bytes: number]>> = {
  'gemv/subgroup': ['dense-f32', DENSE_BYTES],
  'spmv/csr-scalar': ['csr-f32', CSR_BYTES],
  'spmv/csr-vector': ['csr-f32', CSR_BYTES],
  'spmv/csr-merge': ['csr-f32', CSR_BYTES],
  'spmv/sell': ['sell-f32', 2 * CSR_BYTES],
  'spmv/bitmap': ['bitmap-f32', CSR_BYTES / 2],
};

/** A file's matrix, by kernels that take so many ns each, in common rounds. */
function matrixRecords(
  timesNs: Readonly<Record<string, number>>,
  name = 'larva.mtx',
): readonly BenchRecord[] {
  return Object.entries(timesNs).map(([kernelId, ns]) => {
    const [format, bytes] = FORMATS[kernelId]!;
    return okRecord({
      kernelId,
      format,
      problemSpec: { generator: 'file', params: { name, m: SIDE, n: SIDE }, seed: 1 },
      problem: sparseFacts(name, SIDE, SIDE, DENSITY),
      copies: { count: 2, workingSetBytes: 2 * bytes, cut: null },
      timesNs: steadyTimes(ns, 20),
      group: name,
    });
  });
}

function answered(timesNs: Readonly<Record<string, number>>): MatrixAnswer {
  return answerOf(inputOf(matrixRecords(timesNs))).matrices[0]!;
}

/** Intervals are left out. */
function sentence(timesNs: Readonly<Record<string, number>>): string {
  return answered(timesNs).text.replaceAll(/ \([\d.]+–[\d.]+\)/g, '');
}

const DENSE = { 'gemv/subgroup': 2e7 };
const CSR = { 'spmv/csr-vector': 1e6 };

describe('your matrix', () => {
  it('names the fastest format and kernel, beside dense and plain CSR, with intervals and what bytes predict', () => {
    const matrix = answered({ ...DENSE, ...CSR, 'spmv/csr-scalar': 2e6, 'spmv/sell': 5e5 });
    expect(matrix).toMatchObject({ kernelId: 'spmv/sell', format: 'sell-f32' });
    expect(matrix.timesFaster!.value).toBeCloseTo(40, 6);
    expect(matrix.timesFasterThanCsr!.value).toBeCloseTo(2, 6);
    // 4·4096² ÷ 2·(8·157,706 + 4·4097) = 67,108,864 ÷ 2,556,072.
    expect(matrix.bytesRatio).toBeCloseTo(26.25, 1);
    expect(matrix.text).toMatch(
      /^0\.940 % nonzero: SELL by spmv\/sell is fastest, 40\.0× \([\d.]+–[\d.]+\) faster than the best dense kernel, where stored bytes alone predict 26\.3×, and 2\.00× \([\d.]+–[\d.]+\) faster than plain CSR, where they predict 0\.500×\.$/,
    );
    expect(matrix.evidence).toHaveLength(3);
    expect(cardRows(answerOf(inputOf(matrixRecords({ ...DENSE, ...CSR })))).at(-1)!.text).toMatch(
      /^larva\.mtx, 0\.940 %/,
    );
  });

  it('says of plain CSR that it is fastest, and does not hold it against itself', () => {
    const matrix = answered({ ...DENSE, ...CSR, 'spmv/sell': 2e6 });
    expect(matrix).toMatchObject({ kernelId: 'spmv/csr-vector', timesFasterThanCsr: null });
    expect(sentence({ ...DENSE, ...CSR, 'spmv/sell': 2e6 })).toBe(
      '0.940 % nonzero: CSR by spmv/csr-vector is fastest, 20.0× faster than the best dense kernel, where stored bytes alone predict 52.5×.',
    );
  });

  it('says of another kernel on the same bytes that they are the same', () => {
    expect(sentence({ ...DENSE, ...CSR, 'spmv/csr-merge': 5e5 })).toMatch(
      /CSR by spmv\/csr-merge is fastest, .* and 2\.00× faster than plain CSR, of the same bytes\.$/,
    );
  });

  it('says where dense is fastest, over what, and over plain CSR', () => {
    const times = { ...DENSE, 'spmv/csr-vector': 8e7, 'spmv/sell': 4e7 };
    expect(answered(times)).toMatchObject({ kernelId: 'gemv/subgroup', format: 'dense-f32' });
    expect(sentence(times)).toBe(
      '0.940 % nonzero: dense by gemv/subgroup is fastest, 2.00× faster than SELL by spmv/sell, the best sparse one, where stored bytes alone predict 26.3× the other way, and 4.00× faster than plain CSR.',
    );
    expect(sentence({ ...DENSE, 'spmv/csr-vector': 4e7 })).toMatch(/the other way\.$/);
  });

  it('says what bytes predict the same way round where they too are for dense', () => {
    const [dense, sparse] = matrixRecords({ ...DENSE, 'spmv/sell': 4e7 });
    if (sparse?.status !== 'ok') throw new Error('the sparse product was measured');
    const heavy = { ...sparse, copies: { ...sparse.copies, workingSetBytes: 4 * DENSE_BYTES } };
    expect(answerOf(inputOf([dense!, heavy])).matrices[0]!.text).toMatch(
      /the best sparse one, where stored bytes alone predict 2\.00×\.$/,
    );
  });

  it('says where two are within the noise: of dense, of plain CSR, of other formats', () => {
    expect(sentence({ ...DENSE, 'spmv/csr-vector': 2e7 })).toBe(
      '0.940 % nonzero: CSR by spmv/csr-vector and dense by gemv/subgroup take the same time within the noise, dense ÷ sparse 1.00×, where stored bytes alone predict 52.5×.',
    );
    const close = { ...DENSE, 'spmv/sell': 1e6, 'spmv/csr-vector': 1e6, 'spmv/bitmap': 1e6 };
    expect(sentence(close)).toMatch(
      /SELL by spmv\/sell is fastest, 20\.0× faster than .*, and as fast as plain CSR within the noise, 1\.00×; bitmap may be as fast, within the noise\.$/,
    );
  });

  it('says which kernel was timed without any of the other kind', () => {
    expect(sentence(CSR)).toBe(
      '0.940 % nonzero: CSR by spmv/csr-vector takes 1.00 ms; no dense kernel was timed beside it; against one, stored bytes alone predict 52.5×.',
    );
    expect(sentence({ ...CSR, 'spmv/sell': 5e5 })).toContain(
      'takes 500 µs, 2.00× faster than plain CSR, where',
    );
    expect(sentence(DENSE)).toBe(
      '0.940 % nonzero: dense by gemv/subgroup takes 20.0 ms; no sparse kernel was timed on it.',
    );
    expect(answered(DENSE)).toMatchObject({ timesFaster: null, bytesRatio: null });
  });

  it('has a line for each of two, and one for all others', () => {
    const records = ['a.mtx', 'b.mtx', 'c.mtx', 'd.mtx'].flatMap(name =>
      matrixRecords({ ...DENSE, ...CSR }, name),
    );
    const rows = cardRows(answerOf(inputOf(records))).filter(({ id }) => id === 'matrix');
    expect(rows.map(({ text }) => text.slice(0, 6))).toEqual(['a.mtx,', 'b.mtx,', 'And 2 ']);
    expect(rows.at(-1)!.text).toBe('And 2 more in this run.');
  });
});
