import { describe, expect, it } from 'vitest';
import type { DenseMatrix } from '../core/problem.ts';
import { sparse } from '../testing/matrices.ts';
import format from './dense-f16.format.ts';

const A: DenseMatrix = {
  kind: 'dense',
  rowCount: 2,
  columnCount: 3,
  values: Float32Array.of(1, -2, 0.5, 0, 1 / 3, 4),
};

describe('dense-f16', () => {
  it('puts two values into a word, the earlier one low, and pads rows to four words', () => {
    const { arrays, meta } = format.encode(A);
    expect(meta.rowStride).toBe(8);
    expect([...arrays.values!]).toEqual([0xc0003c00, 0x3800, 0, 0, 0x35550000, 0x4400, 0, 0]);
  });

  it('decodes to the rounded values', () => {
    expect([...format.decode(format.encode(A)).values]).toEqual([1, -2, 0.5, 0, 0.333251953125, 4]);
  });

  it('refuses what would become infinite, and what no memory holds', () => {
    const tooLarge = { ...A, values: Float32Array.of(1, 2, 3, 4, 5, -65_520) };
    expect(format.admissible(tooLarge)).toBe(
      'an f16 holds numbers up to 65,504, the matrix has one of 6.55e+4',
    );
    expect(format.admissible({ ...A, values: Float32Array.of(1, 2, 3, 4, 5, 65_519) })).toBe(true);
    const wide = { ...sparse(1, 1, []), rowCount: 1e6, columnCount: 1e6 };
    expect(format.admissible(wide)).toBe('a dense copy of 1,000,000 × 1,000,000 takes 1.82 TiB, over 4 GiB');
  });
});
