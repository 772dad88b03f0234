import { describe, expect, it } from 'vitest';
import { sparse } from '../../testing/matrices.ts';
import { rowsInGroups, rowsOfLengths } from '../../testing/problems.ts';
import { nmFormat } from './nm.ts';

const twoOfFour = nmFormat(2);

describe('2 of 4', () => {
  it('has two slots a group, filled from the first, with the column of each in two bits', () => {
    const a = sparse(1, 10, [
      [0, 1],
      [0, 3],
      [0, 6],
      [0, 9],
    ]);
    const { arrays, meta } = twoOfFour.encode(a);
    const [v1, v3, v6, v9] = a.values;
    expect([...arrays.values!]).toEqual([v1, v3, v6, 0, v9, ...new Array(11).fill(0)]);
    expect([...arrays.places!]).toEqual([0b01_00_10_11_01]);
    expect(meta).toEqual({ wordsPerRow: 1, entries: 4 });
  });

  it('refuses a third nonzero in a group, and says where', () => {
    const places = [0, 1, 2, 3, 4, 5, 6].map(column => [column < 3 ? 0 : 1, column + 1]);
    const reason = 'row 1 has 4 nonzeros in its group 1 (columns 4 to 7), over 2';
    const a = sparse(2, 9, places.slice(1));
    expect(twoOfFour.admissible(a)).toBe(reason);
    expect(() => twoOfFour.encode(a)).toThrow(reason);
  });

  it('refuses groups that are hardly filled', () => {
    expect(twoOfFour.admissible(rowsOfLengths(8, 8, () => 1))).toBe(true);
    expect(twoOfFour.admissible(rowsOfLengths(8, 8, row => (row === 0 ? 0 : 1)))).toBe(
      'its groups of 4 would hold 32 cells for 7 nonzeros, over 4 for each',
    );
  });
});

describe.each([1, 2] as const)('%d of 4', kept => {
  it('outlines the sizes of what it would encode', () => {
    const a = rowsInGroups(19, 67, kept);
    const [outline, encoded] = [nmFormat(kept).outline!(a), nmFormat(kept).encode(a)];
    expect(outline.meta).toEqual(encoded.meta);
    expect(outline.arrays.values).toHaveLength(encoded.arrays.values!.length);
    expect(outline.arrays.places).toHaveLength(encoded.arrays.places!.length);
  });
});
