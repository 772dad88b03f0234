import { expect, it } from 'vitest';
import { DEVICES } from '../../../analysis/testing/device.ts';
import { okRecord, sparseFacts, syntheticEnvironment } from '../../../analysis/testing/records.ts';
import { recordFacts } from './record-facts.ts';

const { clock } = syntheticEnvironment(DEVICES.bandwidthBound);

function rowsOf(rowStats: { min: number; mean: number; max: number; empty: number }): string {
  const record = okRecord();
  const facts = recordFacts({ ...record, problem: { ...record.problem, rowStats } }, clock);
  return facts.find(({ label }) => label === 'Nonzeros a row')!.text;
}

it('rows of one length are told once, with all their digits', () => {
  expect(rowsOf({ min: 1024, mean: 1024, max: 1024, empty: 0 })).toBe('1,024 in each');
});

it('means keep the digits that tell them from other whole numbers', () => {
  expect(rowsOf({ min: 1000, mean: 1024.3, max: 1100, empty: 0 })).toBe(
    '1,000 to 1,100, mean 1,024, 0 rows empty',
  );
  expect(rowsOf({ min: 0, mean: 12.34, max: 99, empty: 1 })).toBe('0 to 99, mean 12.3, 1 row empty');
});

it('a sparse product is told by both conventions, x read once first; others by the one', () => {
  const csr = okRecord({
    kernelId: 'spmv/csr-vector',
    format: 'csr-f32',
    problem: sparseFacts('uniform', 1000, 1000, 0.1),
    work: { compulsoryBytes: 808_000 },
  });
  const texts = new Map(recordFacts(csr, clock).map(({ label, text }) => [label, text]));
  expect(texts.get('Compulsory traffic')).toMatch(/^162 GB\/s, 8\.08 B\/nnz$/);
  expect(texts.get('x per nonzero')).toMatch(
    /^242 GB\/s, 12\.1 B\/nnz; as papers on merge-based kernels count/,
  );
  expect(recordFacts(okRecord(), clock).some(({ label }) => label === 'x per nonzero')).toBe(false);
});

it('what converting the matrix took is told where it is known', () => {
  const record = okRecord({ conversionNs: 3.93e6 });
  const conversion = recordFacts(record, clock).find(({ label }) => label === 'Conversion');
  expect(conversion?.text).toBe('3.93 ms on the host, from compressed rows');
  expect(recordFacts(okRecord(), clock).some(({ label }) => label === 'Conversion')).toBe(false);
});
