import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DenseMatrix } from '../core/problem.ts';
import { dense } from '../testing/matrices.ts';
import i4 from './dense-i4.format.ts';
import i8 from './dense-i8.format.ts';

const FORMATS = [
  { format: i8, bits: 8, largestCode: 127 },
  { format: i4, bits: 4, largestCode: 7 },
];

function row(values: ArrayLike<number>): DenseMatrix {
  return { kind: 'dense', rowCount: 1, columnCount: values.length, values: Float32Array.from(values) };
}

describe.each(FORMATS)('$format.id', ({ format, bits, largestCode }) => {
  it('is off by at most half a step, the scale of the group', () => {
    const value = fc.float({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 200 }), values => {
        const a = row(values);
        const encoded = format.encode(a);
        const decoded = format.decode(encoded).values;
        for (const [j, rounded] of decoded.entries()) {
          const step = encoded.arrays.scales![Math.floor(j / 64)]!;
          expect(Math.abs(rounded - a.values[j]!)).toBeLessThanOrEqual(step / 2);
        }
        expect(format.decode(format.encode(row(decoded))).values).toEqual(decoded);
      }),
    );
  });

  it('gives the largest value of a group the largest code', () => {
    const a = row(Array.from({ length: 130 }, (_, j) => (j === 70 ? -3 : j / 200)));
    const { scales } = format.encode(a).arrays;
    expect(scales!.length).toBe(3);
    expect(scales![1]).toBeCloseTo(3 / largestCode, 4);
    expect(format.decode(format.encode(a)).values[70]).toBe(-largestCode * scales![1]!);
  });

  it('deals fours of columns out to the quads of a group', () => {
    const quads = bits === 8 ? 4 : 2;
    for (let column = 0; column < 64; column++) {
      const a = row(Array.from({ length: 64 }, (_, j) => (j === column ? 1 : 0)));
      const words = [...format.encode(a).arrays.values!];
      const zero = bits === 8 ? 0x80808080 : 0x88888888;
      const changed = words.findIndex(word => word !== zero);
      expect(words.filter(word => word !== zero)).toHaveLength(1);
      expect(Math.floor(changed / 4)).toBe(Math.floor(column / 4) % quads);
      const foursOfQuad = Math.floor(column / 4 / quads);
      expect(changed % 4).toBe(bits === 8 ? foursOfQuad : foursOfQuad >> 1);
      const place = bits === 8 ? column % 4 : (column % 4) + 4 * (foursOfQuad % 2);
      expect(((words[changed]! >>> (place * bits)) & (2 ** bits - 1)) - 2 ** (bits - 1)).toBe(largestCode);
    }
  });

  it('pads rows to whole groups with zeros', () => {
    const { arrays, meta } = format.encode(dense(3, 65));
    expect(meta.rowStride).toBe(128);
    expect(arrays.values!.length).toBe((3 * 128 * bits) / 32);
    expect(arrays.scales!.length).toBe(3 * 2);
  });

  it('counts scales as stored, and padding as not', () => {
    expect(format.storedBytes(dense(3, 65))).toBe(3 * (Math.ceil((65 * bits) / 8) + 2 * 4));
  });

  it('refuses what no memory holds', () => {
    const a = { ...dense(1, 1), rowCount: 1e6, columnCount: 1e6 };
    expect(format.admissible(a)).toMatch(/^a dense copy of 1,000,000 × 1,000,000 takes .*, over 4 GiB$/);
  });
});
