import { describe, expect, it } from 'vitest';
import { sparse } from '../testing/matrices.ts';
import { rowsOfLengths } from '../testing/problems.ts';
import delta8 from './delta8.format.ts';

describe('8-bit gaps', () => {
  it('hold the first column of a row, and then distances, four in a word', () => {
    const a = sparse(3, 300, [
      [0, 3],
      [0, 5],
      [0, 260],
      [2, 1],
      [2, 299],
    ]);
    const { arrays } = delta8.encode(a);
    const [v0, v1, v2, v3, v4] = a.values;
    // First cell and first column of each row, and the end of all; between columns 1 and 299 lies a cell of zero.
    expect([...arrays.starts!]).toEqual([0, 3, 3, 0, 3, 1, 6, 0]);
    expect([...arrays.values!]).toEqual([v0, v1, v2, v3, 0, v4]);
    expect([...arrays.gaps!]).toEqual([0x00_ff_02_00, 0x2b_ff]);
  });

  it('refuse columns that lie too far apart', () => {
    const apart = (columns: number) =>
      sparse(1, 2000, [
        [0, 0],
        [0, columns],
      ]);
    expect(delta8.admissible(apart(5 * 255))).toBe(true);
    expect(delta8.admissible(apart(5 * 255 + 1))).toBe(
      'gaps of at most 255 columns would hold 7 cells for 2 nonzeros, over 3 for each',
    );
  });

  it('outline rows whose columns are near', () => {
    const a = rowsOfLengths(77, 50, row => 20 + (row % 30));
    const [outline, encoded] = [delta8.outline!(a), delta8.encode(a)];
    expect(outline.meta).toEqual(encoded.meta);
    expect(outline.arrays.gaps).toHaveLength(encoded.arrays.gaps!.length);
    expect(outline.arrays.values).toHaveLength(encoded.arrays.values!.length);
  });
});
