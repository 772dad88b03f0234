import { describe, expect, it } from 'vitest';
import { dense, sparse } from '../testing/matrices.ts';
import bsr from './bsr4.format.ts';

describe('BSR 4 × 4', () => {
  it('stores every block that holds a nonzero, whole and row by row, by ascending column', () => {
    const a = sparse(5, 9, [
      [0, 8],
      [1, 2],
      [3, 0],
      [4, 4],
    ]);
    const { arrays } = bsr.encode(a);
    expect([...arrays.blockPointers!]).toEqual([0, 2, 3]);
    expect([...arrays.blockColumns!]).toEqual([0, 2, 1]);
    const places = [...arrays.values!].flatMap((value, cell) => (value === 0 ? [] : [[cell, value]]));
    const [v08, v12, v30, v44] = a.kind === 'sparse' ? a.values : [];
    expect(places).toEqual([
      [4 + 2, v12],
      [12, v30],
      [16, v08],
      [32, v44],
    ]);
  });

  it('refuses blocks that are less than a quarter full', () => {
    const quarter = [0, 1, 2, 3].map(row => [row, row]);
    expect(bsr.admissible(sparse(4, 4, quarter))).toBe(true);
    expect(bsr.admissible(sparse(4, 4, quarter.slice(1)))).toBe(
      'its blocks of 4 × 4 would hold 16 cells for 3 nonzeros, over 4 for each',
    );
  });

  it('outlines the sizes of full blocks', () => {
    const a = bsr.decode(bsr.encode(dense(64, 64)));
    if (a.kind !== 'sparse') throw new Error('BSR is sparse');
    const [outline, encoded] = [bsr.outline!(a), bsr.encode(a)];
    expect(outline.arrays.blockPointers).toEqual(encoded.arrays.blockPointers);
    expect(outline.arrays.values).toHaveLength(encoded.arrays.values!.length);
  });
});
