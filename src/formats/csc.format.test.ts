import { describe, expect, it } from 'vitest';
import { sparse } from '../testing/matrices.ts';
import csc from './csc.format.ts';

describe('CSC', () => {
  it('stores the entries column by column, rows ascending', () => {
    const a = sparse(3, 4, [
      [0, 1],
      [0, 3],
      [1, 1],
      [2, 0],
    ]);
    const { columnPointers, rows, values } = csc.encode(a).arrays;
    expect(Array.from(columnPointers!)).toEqual([0, 1, 3, 3, 4]);
    expect(Array.from(rows!)).toEqual([2, 0, 1, 0]);
    expect(Array.from(values!)).toEqual([3, 0, 2, 1].map(entry => a.values[entry]));
  });
});
