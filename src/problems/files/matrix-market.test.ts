import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { read, refusal, rowsOf, toRows } from '../testing.ts';

const header = (words = 'coordinate real general') => `%%MatrixMarket matrix ${words}\n`;

describe('a Matrix Market file', () => {
  it('may have its entries in any order, comments, blank lines, CRLF and capitals', async () => {
    const text = [
      '%%matrixmarket MATRIX Coordinate REAL General',
      '% comment',
      '',
      '  2 3 3 ',
      '2 3 -1.5e1',
      '% another',
      '',
      '1\t2\t+.5',
      '2 1 4',
    ].join('\r\n');
    expect(await rowsOf(text)).toEqual([
      [0, 0.5, 0],
      [4, 0, -15],
    ]);
  });

  it('has repeated entries summed', async () => {
    const text = `${header()}2 2 4\n1 2 1\n2 2 5\n1 2 2\n1 2 4\n`;
    const { matrix } = await read(text);
    expect(toRows(matrix)).toEqual([
      [0, 7],
      [0, 5],
    ]);
    expect(matrix.values.length).toBe(2);
  });

  it('keeps zeros that it states', async () => {
    const { matrix } = await read(`${header()}1 2 1\n1 2 0\n`);
    expect(matrix.values).toEqual(new Float32Array([0]));
  });

  it('holds one triangle of a symmetric matrix', async () => {
    expect(
      await rowsOf(`${header('coordinate integer symmetric')}3 3 4\n3 1 7\n1 1 1\n2 1 -2\n3 3 9\n`),
    ).toEqual([
      [1, -2, 7],
      [-2, 0, 0],
      [7, 0, 9],
    ]);
  });

  it('holds the part below the diagonal of a skew-symmetric matrix', async () => {
    expect(await rowsOf(`${header('coordinate real skew-symmetric')}2 2 1\n2 1 3\n`)).toEqual([
      [0, -3],
      [3, 0],
    ]);
  });

  it('may hold an array, column by column', async () => {
    const { matrix } = await read(`${header('array real general')}2 3\n1\n2\n3\n4\n5\n6\n`);
    expect(matrix.kind).toBe('dense');
    expect(toRows(matrix)).toEqual([
      [1, 3, 5],
      [2, 4, 6],
    ]);
  });

  it('may hold a triangle of an array', async () => {
    expect(await rowsOf(`${header('array integer symmetric')}2 2\n1\n2\n3\n`)).toEqual([
      [1, 2],
      [2, 3],
    ]);
    expect(await rowsOf(`${header('array real skew-symmetric')}2 2\n5\n`)).toEqual([
      [0, -5],
      [5, 0],
    ]);
  });

  it('may have no entries', async () => {
    expect(await rowsOf(`${header()}2 2 0\n`)).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  it('says whose values it has: its own, or of a pattern those of the seed', async () => {
    const text = `${header('coordinate pattern general')}2 2 3\n1 2\n2 1\n1 2\n`;
    const own = await read(`${header()}1 1 1\n1 1 2\n`);
    const first = await read(text);
    const second = await read(text, 'a.mtx', 7, 2);
    expect(own.valuesFrom).toBe('file');
    expect(first.valuesFrom).toBe('seed');
    expect(first.matrix.values.length).toBe(2);
    expect(first.matrix.values).not.toEqual(second.matrix.values);
    expect((await read(text)).matrix).toEqual(first.matrix);
  });

  it('may mark values as missing in the dialect of GraphBLAS, and then says how many it got from the seed', async () => {
    const text = `${header()}%%GraphBLAS type double\n1 3 3\n1 1 nan\n1 2 -inf\n1 3 2\n`;
    const { matrix, valuesFrom, replacedValueCount } = await read(text);
    expect([valuesFrom, replacedValueCount]).toEqual(['file', 2]);
    expect(matrix.values[2]).toBe(2);
    expect(matrix.values.every(value => Math.abs(value) <= 2)).toBe(true);
  });

  it('reads the same however it is cut into chunks', async () => {
    const text = `${header('coordinate real symmetric')}% x\n30 30 29\n${Array.from({ length: 29 }, (_, i) => `${i + 2} ${i + 1} ${i / 7}`).join('\n')}`;
    const whole = await read(text, 'a.mtx', 1e6);
    for (const size of [1, 2, 3, 17, 100]) expect(await read(text, 'a.mtx', size)).toEqual(whole);
  });

  it('sorts rows of any length', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 150 }),
        fc.array(fc.nat(299), { maxLength: 300 }),
        async (n, cells) => {
          const entries = cells.map(cell => [(cell % 2) + 1, (cell % n) + 1, (cell % 7) - 3] as const);
          const expected = [new Array<number>(n).fill(0), new Array<number>(n).fill(0)];
          for (const [row, column, value] of entries) expected[row - 1]![column - 1]! += value;
          const lines = entries.map(entry => `${entry.join(' ')}\n`).join('');
          expect(await rowsOf(`${header()}2 ${n} ${entries.length}\n${lines}`)).toEqual(expected);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('a bad Matrix Market file is refused with', () => {
  const one = `${header()}2 2 1\n`;
  it.each<[string, string, string]>([
    ['nothing in it', '', 'a.mtx: the file is empty'],
    [
      'no header',
      '2 2 1\n1 1 1\n',
      'line 1: found "2 2 1" and no Matrix Market header, expected a line as in "%%MatrixMarket',
    ],
    ['a binary file', '\x7fELF\0\0\0', 'is a binary file'],
    [
      'another object',
      '%%MatrixMarket vector coordinate real general\n',
      'line 1: object "vector" is not supported',
    ],
    ['another format', header('sparse real general'), 'line 1: unknown format "sparse"'],
    ['a wrong field', header('coordinate double general'), 'line 1: unknown field "double"'],
    ['complex', header('coordinate complex general'), 'line 1: complex matrices are not supported'],
    ['a wrong symmetry', header('coordinate real diagonal'), 'line 1: unknown symmetry "diagonal"'],
    ['hermitian', header('coordinate pattern hermitian'), 'line 1: a pattern cannot be hermitian'],
    [
      'a line end of an old Mac in a long line',
      '%%MatrixMarket m\rtrix coordinate real general\n1 1 1\n',
      '5 words after %%MatrixMarket in "%%MatrixMarket m?trix coordinate real ge…", expected 4',
    ],
    [
      'few words',
      '%%MatrixMarket matrix coordinate\n',
      '2 words after %%MatrixMarket in "%%MatrixMarket matrix coordinate", expected 4',
    ],
    ['an array of a pattern', header('array pattern general'), 'line 1: an array cannot be a pattern'],
    [
      'a skew pattern',
      header('coordinate pattern skew-symmetric'),
      'line 1: a pattern cannot be skew-symmetric',
    ],
    ['no size line', `${header()}% x\n`, 'line 3: the file ends before the size line'],
    [
      'a bad size line',
      `${header()}2 2\n`,
      'line 2: size line is "2 2", expected "rows columns entries" as 3',
    ],
    ['a negative size', `${header()}2 -2 1\n`, 'line 2: size line is "2 -2 1"'],
    ['a size too many', `${header()}2 2 1 1\n`, 'line 2: size line is "2 2 1 1"'],
    ['an overflowing size', `${header()}99999999999999999999 2 1\n1 1 1\n`, 'line 2: size line is "99999'],
    ['no rows', `${header()}0 2 0\n`, 'line 2: 0 × 2 is no matrix'],
    [
      'a huge size',
      `${header()}1000000000 1000000000 1\n1 1 1\n`,
      'line 2: 1,000,000,000 × 1,000,000,000 is too large',
    ],
    [
      'a huge count',
      `${header()}9 9 1000000000\n1 1 1\n`,
      'line 2: sizes that take at least 5.59 GiB of text',
    ],
    ['a huge array', `${header('array real general')}100000 100000\n1\n`, 'line 2: sizes that take at least'],
    [
      'a rectangle',
      `${header('coordinate real symmetric')}2 3 1\n1 1 1\n`,
      'line 2: 2 × 3 cannot be symmetric',
    ],
    ['row 0', `${one}0 1 1\n`, 'line 3: row 0, expected 1 to 2'],
    ['column 3 of 2', `${one}1 3 1\n`, 'line 3: column 3, expected 1 to 2'],
    ['words for numbers', `${one}one 1 1\n`, 'line 3: found "one 1 1", expected "row column value"'],
    ['a fractional index', `${one}1.0 1 1\n`, 'line 3: found "1.0 1 1"'],
    ['a missing value', `${one}1 1   \n`, 'line 3: the value is missing, expected a decimal number'],
    ['NaN', `${one}1 1 nan\n`, 'line 3: value "nan" is not finite, expected a decimal number'],
    ['infinity', `${one}1 1 -Inf\n`, 'line 3: value "-Inf" is not finite'],
    ['garbage', `${one}1 1 1.2.3\n`, 'line 3: value "1.2.3" is not a number'],
    ['too large a value', `${one}1 1 1e39\n`, 'line 3: value "1e39" is beyond the range of 32-bit floats'],
    [
      'a fraction in integers',
      `${header('coordinate integer general')}1 1 1\n1 1 1.5\n`,
      'expected a whole number',
    ],
    ['a long line', `${one}1 1 1 1\n`, 'line 3: "1" follows the entry, expected the line to end'],
    [
      'a word for a value in a pattern',
      `${header('coordinate pattern general')}1 1 1\n1 1 x\n`,
      'line 3: value "x" is not a number',
    ],
    ['too few entries', `${header()}2 2 2\n1 1 1\n`, 'line 4: the file ends after 1 of the 2 entries'],
    ['too many entries', `${one}1 1 1\n2 2 1\n`, 'line 4: one more entry than the 1 of the size line'],
    [
      'too few values',
      `${header('array real general')}2 2\n1\n2\n`,
      'the file ends after 2 of 4 values for 2 × 2',
    ],
    ['too many values', `${header('array real general')}1 1\n1\n2\n`, 'line 4: one more value than the 1'],
    ['an endless sum', `${header()}1 1 2\n1 1 3e38\n1 1 3e38\n`, 'repeated entries (1, 1) add up to more'],
    ['trailing garbage', `${one}1 1 1\nthe end\n`, 'line 4: found "the end"'],
    ['terminal escapes', `${one}1 1 \x1b[31m\n`, 'line 3: value "?[31m" is not a number'],
  ])('%s', async (_, text, message) => {
    const found = await refusal(text);
    expect(found).toContain(message);
    expect(found).toMatch(/^a\.mtx/);
    expect(found).not.toContain('\n');
  });

  it('an endless line', async () => {
    const endless = new Uint8Array(3e6).fill(49);
    endless.set(new TextEncoder().encode(header()));
    expect(await refusal(endless, 'a.mtx', 1000)).toContain('a line of more than 1048576 bytes');
  });

  it('the right line number, late in a long file', async () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => (i % 100 === 0 ? '% comment' : `${i + 1} 1 1`));
    lines[19_998] = '19999 1 oops';
    const entries = lines.filter(line => !line.startsWith('%')).length;
    const text = `${header()}\n20000 1 ${entries}\n${lines.join('\r\n')}\n`;
    await expect(read(text, 'late.mtx', 4096)).rejects.toThrow(
      'late.mtx, line 20002: value "oops" is not a number',
    );
  });
});
