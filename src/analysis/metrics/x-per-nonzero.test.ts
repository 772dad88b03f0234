import { expect, it } from 'vitest';
import { okRecord, sparseFacts } from '../testing/records.ts';
import { xPerNonzeroBytes } from './x-per-nonzero.ts';

const problem = sparseFacts('uniform', 100, 200, 0.1);

it('x counted for every nonzero makes 12 bytes each of CSR, rows beside', () => {
  const csr = okRecord({ kernelId: 'spmv/csr-vector', format: 'csr-f32', problem });
  expect(xPerNonzeroBytes(csr)).toBe(12 * 2000 + 4 * 101 + 4 * 100);
});

it('rows in f16 are not counted as if they were in f32', () => {
  const halves = okRecord({
    kernelId: 'spmv-f16/csr',
    format: 'csr-f16',
    problem,
    work: { compulsoryBytes: 9_000 },
  });
  expect(xPerNonzeroBytes(halves)).toBe(9_000 + 4 * (2000 - 200));
});

it('of another format it is what x adds beyond being read once', () => {
  const sell = okRecord({
    kernelId: 'spmv/sell',
    format: 'sell-f32',
    problem,
    work: { compulsoryBytes: 20_000 },
  });
  expect(xPerNonzeroBytes(sell)).toBe(20_000 + 4 * (2000 - 200));
});

it('dense products, several right-hand sides and few active inputs are not counted so', () => {
  expect(xPerNonzeroBytes(okRecord())).toBeNull();
  const sparse = { kernelId: 'spmv/csr-vector', format: 'csr-f32' } as const;
  expect(xPerNonzeroBytes(okRecord({ ...sparse, operation: 'matmul', problem }))).toBeNull();
  expect(
    xPerNonzeroBytes(okRecord({ ...sparse, problem: { ...problem, activeInputs: 5, activeNnz: 50 } })),
  ).toBeNull();
});
