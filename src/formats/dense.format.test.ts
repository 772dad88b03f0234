import { describe, expect, it } from 'vitest';
import { dense, sparse } from '../testing/matrices.ts';
import format from './dense.format.ts';

describe('dense-f32', () => {
  it('shares the memory of a dense matrix whose rows are whole vec4s', () => {
    const a = dense(3, 8);
    expect(format.encode(a).arrays.values).toBe(a.values);
  });

  it('pads other rows with zeros to whole vec4s', () => {
    const a = {
      kind: 'dense' as const,
      rowCount: 2,
      columnCount: 3,
      values: Float32Array.of(1, 2, 3, 4, 5, 6),
    };
    const encoded = format.encode(a);
    expect(encoded.meta.rowStride).toBe(4);
    expect([...encoded.arrays.values!]).toEqual([1, 2, 3, 0, 4, 5, 6, 0]);
    expect(format.decode(encoded)).toEqual(a);
  });

  it('stores the zeros of a sparse matrix', () => {
    const a = {
      ...sparse(3, 2, [
        [0, 1],
        [2, 0],
      ]),
      values: Float32Array.of(7, 8),
    };
    expect([...format.encode(a).arrays.values!]).toEqual([0, 7, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0]);
  });

  it('counts stored bytes without padding', () => {
    expect(format.storedBytes(sparse(5, 3, []))).toBe(60);
  });

  it('refuses what no memory holds, saying how much it would take', () => {
    const rowPointers = new Uint32Array(1);
    const a = { ...sparse(1, 1, []), rowPointers, rowCount: 1e6, columnCount: 1e6 };
    expect(format.admissible(a)).toBe('a dense copy of 1,000,000 × 1,000,000 takes 3.64 TiB, over 4 GiB');
    expect(format.admissible(sparse(100, 100, []))).toBe(true);
  });
});
