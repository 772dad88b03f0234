import { describe, expect, it } from 'vitest';
import type { DenseMatrix } from '../core/problem.ts';
import { rowsOfLength } from '../testing/problems.ts';
import words from './words.format.ts';

const ROW: DenseMatrix = { kind: 'dense', rowCount: 1, columnCount: 3, values: Float32Array.of(1, -2, 0.5) };

describe('words', () => {
  it('are the bits of the values, in the same memory', () => {
    const encoded = words.encode(ROW);
    expect([...encoded.arrays.words!]).toEqual([0x3f800000, 0xc0000000, 0x3f000000]);
    expect(encoded.arrays.words!.buffer).toBe(ROW.values.buffer);
    expect(words.decode(encoded)).toEqual(ROW);
    expect(words.storedBytes(ROW)).toBe(12);
  });

  it('start where a view starts', () => {
    const a = { ...ROW, columnCount: 2, values: ROW.values.subarray(1) };
    expect(words.decode(words.encode(a))).toEqual(a);
  });

  it('refuse anything but one dense row', () => {
    expect(words.admissible({ ...ROW, rowCount: 3, columnCount: 1 })).toMatch(
      /this is a dense one of 3 rows/,
    );
    expect(words.admissible(rowsOfLength([1], 1))).toMatch(/this is a sparse one of 1 rows/);
    expect(() => words.encode(rowsOfLength([1], 1))).toThrow(RangeError);
  });
});
