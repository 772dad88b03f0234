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

describe('N:M of a matrix whose groups are all full', () => {
  it('keeps the values in the memory that CSR has them in, and changes none', () => {
    const places = Array.from({ length: 3 * 16 }, (_, i) => [Math.floor(i / 16), 4 * (i % 16) + (i % 4)]);
    const a = sparse(3, 64, places as [number, number][]);
    const before = [...a.values];
    const encoded = nmFormat(1).encode(a);
    expect(encoded.arrays.values).toBe(a.values);
    expect([...a.values]).toEqual(before);
    expect(nmFormat(1).decode(encoded)).toEqual(a);
  });

  it('leaves the values alone where one row is too full, and another as much too empty', () => {
    const places = [
      ...Array.from({ length: 15 }, (_, i) => [0, 4 * i]),
      ...Array.from({ length: 17 }, (_, i) => [1, 3 * i]),
    ];
    const a = sparse(2, 64, places as [number, number][]);
    const before = [...a.values];
    expect(() => nmFormat(1).encode(a)).toThrow(/^row 1 has 2 nonzeros in its group/);
    expect([...a.values]).toEqual(before);
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
