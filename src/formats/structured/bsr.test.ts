import { describe, expect, it } from 'vitest';
import { dense, sparse } from '../../testing/matrices.ts';
import { bsrFormat } from './bsr.ts';
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
});

describe.each([4, 8, 16])('BSR of side %d', side => {
  const format = bsrFormat(side);

  it('outlines the sizes of full blocks', () => {
    const a = format.decode(format.encode(dense(64, 64)));
    if (a.kind !== 'sparse') throw new Error('BSR is sparse');
    const [outline, encoded] = [format.outline!(a), format.encode(a)];
    expect(outline.arrays.blockPointers).toEqual(encoded.arrays.blockPointers);
    expect(outline.arrays.values).toHaveLength(encoded.arrays.values!.length);
  });

  it('outlines no more than there can be, where nonzeros fill few blocks', () => {
    const a = sparse(
      4 * side,
      4 * side,
      Array.from({ length: side ** 2 }, (_, i) => [Math.floor(i / side), i % side]),
    );
    const spread = Uint32Array.from({ length: 4 * side + 1 }, (_, row) => (row * side) / 4);
    expect(format.encode(a).arrays.values).toHaveLength(side ** 2);
    expect(format.outline!({ ...a, rowPointers: spread }).arrays.values).toHaveLength(side ** 2);
  });

  it('takes a matrix that is a quarter full, and none that is less', () => {
    const places = Array.from({ length: side ** 2 / 4 }, (_, i) => [
      Math.floor(i / (side / 4)),
      i % (side / 4),
    ]);
    expect(format.admissible(sparse(side, side, places))).toBe(true);
    expect(format.admissible(sparse(side, side, places.slice(1)))).toMatch(`blocks of ${side} × ${side}`);
  });
});
