import { describe, expect, it } from 'vitest';
import type { SparseMatrix } from '../../core/problem.ts';
import { read, refusal, toRows } from '../testing.ts';

describe('an .smtx file', () => {
  it('is three lines, its values from the seed', async () => {
    const file = await read('2, 3, 3\n0 2 3\n0 2 1\n', 'a.smtx');
    const { rowPointers, columnIndices, values } = file.matrix as SparseMatrix;
    expect([file.format, file.valuesFrom]).toEqual(['.smtx', 'seed']);
    expect([Array.from(rowPointers), Array.from(columnIndices)]).toEqual([
      [0, 2, 3],
      [0, 2, 1],
    ]);
    expect(values.every(value => value >= -1 && value < 1 && value !== 0)).toBe(true);
    expect(await read('2, 3, 3\n0 2 3\n0 2 1\n', 'a.smtx', 1)).toEqual(file);
  });

  it('is known by its first line too, with blanks for commas, CRLF and no last line end', async () => {
    const { matrix } = await read('2 3 3\r\n0 2 3 \r\n0 2 1', 'weights');
    expect(matrix).toEqual((await read('2, 3, 3\n0 2 3\n0 2 1\n', 'a.smtx')).matrix);
  });

  it('may have unsorted columns', async () => {
    const { matrix } = await read('1, 9, 3\n0 3\n7 0 3\n', 'a.smtx');
    expect(Array.from((matrix as SparseMatrix).columnIndices)).toEqual([0, 3, 7]);
  });

  it('may have no nonzeros', async () => {
    const { matrix } = await read('2, 2, 0\n0 0 0\n\n', 'a.smtx');
    expect(toRows(matrix)).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  it.each<[string, string, string]>([
    ['nothing in it', '', 'a.smtx: the file is empty'],
    ['two sizes', '2, 3\n0 2 3\n', 'line 1: 2 numbers, expected "rows, columns, nonzeros"'],
    ['four sizes', '2, 3, 3, 4\n0 2 3\n', 'line 1: found "4", expected "rows, columns, nonzeros"'],
    ['a word', '2, x, 3\n', 'line 1: found "x"'],
    [
      'lies about nonzeros',
      '2, 3, 1000000\n0 1 2\n0 1\n',
      'line 1: sizes that take at least 1.91 MiB of text',
    ],
    ['lies about columns', '2, 1000000000, 1\n0 1 1\n0\n', 'line 1: 2 × 1,000,000,000 is too large'],
    ['more nonzeros than cells', '1, 2, 3\n0 3\n0 1 1\n', 'line 1: 3 nonzeros do not fit into 1 × 2'],
    ['falling offsets', '3, 3, 3\n0 2 1 3\n0 1 2\n', 'line 2, offset 3: 1, expected 2 to 3'],
    ['a first offset that is not 0', '2, 3, 3\n1 2 3\n0 1 2\n', 'line 2, offset 1: 1, expected 0'],
    ['an offset past the end', '2, 3, 3\n0 4 3\n0 1 2\n', 'line 2, offset 2: 4, expected 0 to 3'],
    ['few offsets', '2, 3, 3\n0 3\n0 1 2 0 0 0\n', 'line 2: 2 row offsets, expected 3, rows + 1'],
    ['many offsets', '1, 3, 3\n0 3 3\n0 1 2\n', 'line 2, offset 3: expected the line to end after 2 offsets'],
    [
      'a last offset that is not the count',
      '2, 3, 3\n0 1 2\n0 1 2\n',
      'line 2: the last offset is 2, expected 3',
    ],
    ['a column past the end', '2, 3, 3\n0 2 3\n0 3 2\n', 'line 3, entry 2: column 3, expected 0 to 2'],
    ['a negative column', '2, 3, 3\n0 2 3\n0 -1 2\n', 'line 3, entry 2: found "-1", expected a whole number'],
    ['few columns', '2, 3, 3\n0 2 3\n0 2     \n', 'line 3: 2 columns, expected 3, the nonzeros'],
    [
      'many columns',
      '2, 3, 3\n0 2 3\n0 1 2 2\n',
      'line 3, entry 4: expected the line to end after 3 columns',
    ],
    ['a column twice', '2, 3, 3\n0 2 3\n1 1 0\n', 'line 3: row 0 has column 1 twice'],
    ['a fourth line', '2, 3, 3\n0 2 3\n0 1 2\n5\n', 'line 4: found "5", expected the file to end'],
    ['binary', '2, 3\0', 'a.smtx: is a binary file'],
  ])('is refused with %s', async (_, text, message) => {
    expect(await refusal(text, 'a.smtx')).toContain(message);
  });
});
