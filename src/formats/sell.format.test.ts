import { describe, expect, it } from 'vitest';
import { rowsOfLength, rowsOfLengths } from '../testing/problems.ts';
import sell from './sell.format.ts';

describe('SELL', () => {
  it('sorts rows by length, and stores them column by column, as wide as the longest', () => {
    const a = rowsOfLength([1, 3, 0, 2], 8);
    const { arrays } = sell.encode(a);
    // Row and length, the longest first.
    expect([...arrays.slots!]).toEqual([1, 3, 3, 2, 0, 1, 2, 0]);
    expect([...arrays.slicePointers!]).toEqual([0, 4 * 3]);
    const [v0, v1, v2, v3, v4, v5] = a.values;
    expect([...arrays.values!]).toEqual([v1, v4, v0, 0, v2, v5, 0, 0, v3, 0, 0, 0]);
  });

  it('sorts within 1,024 rows, and keeps the order of equal lengths', () => {
    const slots = sell.encode(rowsOfLengths(1030, 4, row => (row < 1024 ? 1 : 2))).arrays.slots!;
    const rows = [...slots].filter((_, i) => i % 2 === 0);
    expect(rows).toEqual(Array.from({ length: 1030 }, (_, row) => row));
  });

  it('refuses rows whose slices would be padded to more than three cells for each nonzero', () => {
    expect(sell.admissible(rowsOfLengths(32, 100, row => (row === 0 ? 100 : 40)))).toBe(true);
    expect(sell.admissible(rowsOfLengths(32, 100, row => (row === 0 ? 100 : 1)))).toBe(
      'slices as wide as their longest row would hold 3200 cells for 131 nonzeros, over 3 for each',
    );
  });

  it('outlines what it would encode', () => {
    const a = rowsOfLengths(77, 50, row => 20 + (row % 30));
    const [outline, encoded] = [sell.outline!(a), sell.encode(a)];
    expect(outline.meta).toEqual(encoded.meta);
    expect(outline.arrays.slots).toEqual(encoded.arrays.slots);
    expect(outline.arrays.slicePointers).toEqual(encoded.arrays.slicePointers);
    expect(outline.arrays.columns).toHaveLength(encoded.arrays.columns!.length);
    expect(outline.arrays.values).toHaveLength(encoded.arrays.values!.length);
  });
});
