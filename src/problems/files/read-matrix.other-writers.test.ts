import { describe, expect, it } from 'vitest';
import { bytesOf, read, refusal, rowsOf, toRows } from '../testing.ts';

const header = (words = 'coordinate real general') => `%%MatrixMarket matrix ${words}\n`;

/** What programs write that go beyond the book, and others read. */
describe('a matrix file may have', () => {
  it('unsigned integers', async () => {
    const text = `${header('coordinate unsigned-integer general')}1 2 1\n1 2 4294967295\n`;
    expect(await rowsOf(text)).toEqual([[0, 4294967296]]);
    expect(await refusal(text.replace('4294967295', '-1'))).toContain(
      'line 3: value "-1" is not a number, expected a whole number without a sign',
    );
  });

  it.each(['a.mtx', 'a.smtx'])('a byte order mark: %s', async name => {
    const text = name === 'a.mtx' ? `${header()}1 1 1\n1 1 7\n` : '1, 1, 1\n0 1\n0\n';
    const marked = new Uint8Array([0xef, 0xbb, 0xbf, ...bytesOf(text)]);
    expect((await read(marked, name)).matrix).toEqual((await read(text, name)).matrix);
  });

  it.each(['  \t%%MatrixMarket', '%MatrixMarket'])('a banner written as "%s"', async banner => {
    expect(await rowsOf(`${header().replace('%%MatrixMarket', banner)}1 1 1\n1 1 7\n`)).toEqual([[7]]);
  });

  it('zeros on the diagonal of a skew-symmetric matrix', async () => {
    const skew = `${header('coordinate real skew-symmetric')}2 2 3\n1 1 0\n2 1 3\n2 2 0.0\n`;
    expect(await rowsOf(skew)).toEqual([
      [0, -3],
      [3, 0],
    ]);
    expect(await refusal(skew.replace('2 2 0.0', '2 2 5'))).toContain(
      'line 5: entry (2, 2) of a skew-symmetric matrix is 5, expected 0 on the diagonal',
    );
  });

  it('the upper triangle of a symmetric or skew-symmetric matrix', async () => {
    const upper = (symmetry: string) => `${header(`coordinate real ${symmetry}`)}2 2 1\n1 2 3\n`;
    expect(await rowsOf(upper('symmetric'))).toEqual([
      [0, 3],
      [3, 0],
    ]);
    expect(await rowsOf(upper('skew-symmetric'))).toEqual([
      [0, 3],
      [-3, 0],
    ]);
  });

  it('no entries in both triangles', async () => {
    const both = `${header('coordinate real symmetric')}3 3 3\n1 1 9\n3 1 7\n1 2 5\n`;
    expect(await refusal(both)).toContain(
      'line 5: entry (1, 2) lies above the diagonal and entry (3, 1) of line 4 below it, expected one triangle',
    );
  });

  it.each(['coordinate real', 'coordinate integer', 'array real'])(
    '%s numbers and be hermitian, which is symmetric',
    async words => {
      const entries = words.startsWith('array') ? '2 2\n1\n2\n3\n' : '2 2 3\n1 1 1\n2 1 2\n2 2 3\n';
      expect(await rowsOf(`${header(`${words} hermitian`)}${entries}`)).toEqual([
        [1, 2],
        [2, 3],
      ]);
    },
  );

  it('values in a pattern, which are ignored and counted', async () => {
    const pattern = (entry: string) => `${header('coordinate pattern general')}2 2 2\n1 2${entry}\n2 1\n`;
    const { matrix, ignoredValueCount, valuesFrom } = await read(pattern(' 1.5'));
    expect([ignoredValueCount, valuesFrom]).toEqual([1, 'seed']);
    expect(matrix).toEqual((await read(pattern(''))).matrix);
    expect(await refusal(pattern(' 1 2'))).toContain('line 3: "2" follows the entry');
  });
});

describe('a matrix file says how many of its', () => {
  it('values are too small for f32 and became zero', async () => {
    const values = ['1e-400', '-1e-46', '0', '-0.000e5', '8e-46', '2e-45', '1'];
    const lines = values.map((value, i) => `1 ${i + 1} ${value}\n`).join('');
    const file = await read(`${header()}1 7 7\n${lines}`);
    expect(file.vanishedValueCount).toBe(2);
    expect(file.matrix.values.filter(value => value === 0).length).toBe(4);
    const array = await read(`${header('array real general')}1 2\n1e-60\n0e9\n`);
    expect(array.vanishedValueCount).toBe(1);
  });

  it('entries are repeated', async () => {
    const { matrix, repeatedEntryCount } = await read(`${header()}1 2 4\n1 1 1\n1 2 5\n1 1 2\n1 1 4\n`);
    expect(toRows(matrix)).toEqual([[7, 5]]);
    expect(repeatedEntryCount).toBe(2);
    const symmetric = `${header('coordinate pattern symmetric')}2 2 3\n2 1\n2 1\n1 1\n`;
    expect((await read(symmetric)).repeatedEntryCount).toBe(1);
    expect((await read(`${header()}1 1 1\n1 1 1\n`)).repeatedEntryCount).toBe(0);
  });
});
