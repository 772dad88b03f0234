import { describe, expect, it } from 'vitest';
import { rowsOfLength, rowsOfLengths } from '../testing/problems.ts';
import ell from './ell.format.ts';

describe('ELL', () => {
  it('stores rows column by column, padded by zeros in the column of the last entry', () => {
    const a = rowsOfLength([2, 0, 3], 6);
    const [c0, c1, c2, c3, c4] = a.columnIndices;
    const [v0, v1, v2, v3, v4] = a.values;
    const { arrays, meta } = ell.encode(a);
    expect(meta).toEqual({ width: 3, entries: 5 });
    expect([...arrays.columns!]).toEqual([c0, 0, c2, c1, 0, c3, c1, 0, c4]);
    expect([...arrays.values!]).toEqual([v0, 0, v2, v1, 0, v3, 0, 0, v4]);
  });

  it('refuses a row that is more than three times as long as the mean', () => {
    expect(ell.admissible(rowsOfLengths(4, 90, row => (row === 0 ? 90 : 10)))).toBe(true);
    expect(ell.admissible(rowsOfLengths(5, 90, row => (row === 0 ? 90 : 10)))).toBe(
      'its longest row of 90 is 3.46 × the mean, over 3',
    );
  });

  it('outlines what it would encode', () => {
    const a = rowsOfLengths(77, 50, row => 20 + (row % 30));
    const [outline, encoded] = [ell.outline!(a), ell.encode(a)];
    expect(outline.meta).toEqual(encoded.meta);
    expect(outline.arrays.columns).toHaveLength(encoded.arrays.columns!.length);
    expect(outline.arrays.values).toHaveLength(encoded.arrays.values!.length);
  });
});
