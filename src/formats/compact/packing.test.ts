import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Matrix } from '../../core/problem.ts';
import { f16BitsOf, f16Value } from '../f16.ts';
import {
  entriesFitWords,
  packEntries,
  packPairs,
  unpackEntries,
  unpackPairs,
  valuesFitF16,
} from './packing.ts';

const value = fc.float({ min: -60000, max: 60000, noNaN: true });
const rounded = (values: readonly number[]) => values.map(one => f16Value(f16BitsOf(one)));

function row(columnCount: number, ...values: number[]): Matrix {
  return { kind: 'dense', rowCount: 1, columnCount, values: Float32Array.from(values) };
}

describe('values that are packed as f16', () => {
  it('come back in their places, each rounded once', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 9 }), values => {
        expect(Array.from(unpackPairs(packPairs(values), values.length))).toEqual(rounded(values));
        const columns = values.map((_, i) => (i * 9377) % 65_536);
        const entries = unpackEntries(packEntries(columns, values));
        expect(Array.from(entries.columns)).toEqual(columns);
        expect(Array.from(entries.values)).toEqual(rounded(values));
      }),
    );
  });

  it('are refused where one is too large, or a column has no 16 bits', () => {
    expect(valuesFitF16(row(2, 65_519, -1))).toBe(true);
    expect(valuesFitF16(row(2, 1, -70_000))).toBe(
      'an f16 holds numbers up to 65,504, the matrix has one of 7.00e+4',
    );
    expect(entriesFitWords(row(65_537))).toBe('16 bits name 65,536 columns, the matrix has 65,537');
  });
});
