import { describe, expect, it } from 'vitest';
import { sparse } from '../testing/matrices.ts';
import bitmap from './bitmap.format.ts';

describe('a bitmap', () => {
  it('sets the bit of every entry, and counts the values before each group of 256 columns', () => {
    const { arrays } = bitmap.encode(
      sparse(2, 300, [
        [0, 0],
        [0, 31],
        [0, 33],
        [0, 299],
        [1, 255],
      ]),
    );
    const words = [...arrays.words!].map(word => word >>> 0);
    expect(words.slice(0, 2)).toEqual([0x8000_0001, 2]);
    expect(words[9]).toBe(2 ** (299 - 256 - 32));
    expect(words[16 + 7]).toBe(0x8000_0000);
    expect(words.filter(word => word !== 0)).toHaveLength(4);
    expect([...arrays.ranks!]).toEqual([0, 3, 4, 5]);
  });

  it('stores 4 bytes a nonzero, a bit a cell in whole words, and 4 bytes for every 256 columns of a row', () => {
    const a = sparse(2, 300, [[0, 0]]);
    expect(bitmap.storedBytes(a)).toBe(4 + 2 * 4 * 10 + 2 * 4 * 2);
    expect(bitmap.storedBytes(a, 100)).toBe(400 + 2 * 4 * 12);
  });
});
