import { describe, expect, it } from 'vitest';
import { okRecord, sparseFacts, steadyTimes } from '../analysis/testing/records.ts';
import type { BenchRecord } from '../core/record/record.ts';
import { answerOf } from './answer.ts';
import { cardRows } from './card-rows.ts';
import { inputOf } from './testing/inputs.ts';

const SIDE = 4096;
const DENSITY = 0.0094;
const FILE = { generator: 'file', params: { name: 'larva.mtx', m: SIDE, n: SIDE }, seed: 1 };

/** A file's matrix, dense in 20 ms and as CSR in so many, in common rounds. */
function matrixRecords(csrNs: number, name = 'larva.mtx'): readonly BenchRecord[] {
  const problemSpec = { ...FILE, params: { ...FILE.params, name } };
  const facts = sparseFacts(name, SIDE, SIDE, DENSITY);
  return [
    okRecord({
      problemSpec,
      problem: facts,
      work: { compulsoryBytes: 4 * SIDE * SIDE },
      timesNs: steadyTimes(2e7, 20),
      group: name,
    }),
    okRecord({
      kernelId: 'spmv/csr-vector',
      format: 'csr-f32',
      problemSpec,
      problem: facts,
      timesNs: steadyTimes(csrNs, 20),
      group: name,
    }),
  ];
}

describe('your matrix', () => {
  it('is faster as CSR by so much, beside what stored bytes predict', () => {
    const [matrix] = answerOf(inputOf(matrixRecords(1e6))).matrices;
    // 4·4096² ÷ (8·157,706 + 4·4097) = 67,108,864 ÷ 1,278,036.
    expect(matrix!.bytesRatio).toBeCloseTo(52.5, 1);
    expect(matrix!.timesFaster!.value).toBeCloseTo(20, 6);
    expect(matrix!.text).toMatch(
      /^0\.940 % nonzero: CSR is 20\.0× \(\d\d\.\d–20\.\d\) faster than the best dense kernel; stored bytes alone predict 52\.5×\.$/,
    );
    expect(matrix!.evidence).toHaveLength(2);
    expect(cardRows(answerOf(inputOf(matrixRecords(1e6)))).at(-1)!.text).toMatch(/^larva\.mtx, 0\.940 %/);
  });

  it('is slower as CSR, or neither, where that was measured', () => {
    const text = (csrNs: number) => answerOf(inputOf(matrixRecords(csrNs))).matrices[0]!.text;
    expect(text(4e7)).toContain('the best dense kernel is 2.00× (');
    expect(text(2e7)).toContain('take the same time within the noise');
  });

  it('says which kernel was timed alone', () => {
    const csr = matrixRecords(1e6).slice(1);
    expect(answerOf(inputOf(csr)).matrices[0]!.text).toContain(
      'spmv/csr-vector takes 1.00 ms; no dense kernel was timed beside it',
    );
  });

  it('has a line for each of two, and one for all others', () => {
    const records = ['a.mtx', 'b.mtx', 'c.mtx', 'd.mtx'].flatMap(name => matrixRecords(1e6, name));
    const rows = cardRows(answerOf(inputOf(records))).filter(({ id }) => id === 'matrix');
    expect(rows.map(({ text }) => text.slice(0, 6))).toEqual(['a.mtx,', 'b.mtx,', 'And 2 ']);
  });
});
