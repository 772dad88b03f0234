import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { f16BitsOf, f16Table, f16Value } from './f16.ts';

/** Bit patterns 0 … 0x7bff are the finite values of positive sign in ascending order. */
const LAST_FINITE = 0x7bff;
const magnitudes = Array.from({ length: LAST_FINITE + 1 }, (_, bits) => f16Value(bits));

/** The slow way: the nearer neighbour, of two equally near ones the even. */
function nearest(magnitude: number): number {
  let low = 0;
  let high = LAST_FINITE;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (magnitudes[middle]! <= magnitude) low = middle;
    else high = middle;
  }
  const below = magnitude - magnitudes[low]!;
  const above = magnitudes[high]! - magnitude;
  if (below === above) return low % 2 === 0 ? low : high;
  return below < above ? low : high;
}

describe('f16', () => {
  it('has the values that the standard gives', () => {
    const known: [number, number][] = [
      [0x0001, 2 ** -24],
      [0x03ff, 1023 * 2 ** -24],
      [0x0400, 2 ** -14],
      [0x3555, 0.333251953125],
      [0x3c00, 1],
      [0xc000, -2],
      [0x7bff, 65_504],
      [0x7c00, Number.POSITIVE_INFINITY],
      [0xfc00, Number.NEGATIVE_INFINITY],
    ];
    for (const [bits, value] of known) expect(f16Value(bits)).toBe(value);
    expect(magnitudes.every((value, i) => i === 0 || value > magnitudes[i - 1]!)).toBe(true);
  });

  it('gives back every one of its 65,536 bit patterns', () => {
    for (let bits = 0; bits < 65_536; bits++) {
      const value = f16Value(bits);
      const expected = Number.isNaN(value) ? 0x7e00 : bits;
      if (f16BitsOf(value) !== expected) throw new Error(`${bits} becomes ${f16BitsOf(value)}`);
      if (!Object.is(f16Table()[bits], value))
        throw new Error(`the table has ${f16Table()[bits]} at ${bits}`);
    }
  });

  it('rounds at, just under and just over the middle of every two neighbours', () => {
    const words = new Uint32Array(1);
    const float = new Float32Array(words.buffer);
    for (let bits = 0; bits < LAST_FINITE; bits++) {
      float[0] = (magnitudes[bits]! + magnitudes[bits + 1]!) / 2;
      const even = bits % 2 === 0 ? bits : bits + 1;
      const rounded = [even, bits + 1, bits];
      for (const [i, step] of [0, 1, -2].entries()) {
        words[0]! += step;
        if (f16BitsOf(float[0]) !== rounded[i]) throw new Error(`${float[0]} becomes ${f16BitsOf(float[0])}`);
        if (f16BitsOf(-float[0]) !== (rounded[i]! | 0x8000))
          throw new Error(`the sign of ${-float[0]} is lost`);
      }
    }
  });

  it('is the nearest value of any f32, ties to even', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, min: Math.fround(-65_519), max: Math.fround(65_519) }), value => {
        expect(f16BitsOf(value) & 0x7fff).toBe(nearest(Math.abs(value)));
        expect(f16BitsOf(value) >>> 15).toBe(value < 0 || Object.is(value, -0) ? 1 : 0);
      }),
      { numRuns: 2000 },
    );
  });

  it('is infinite from half a step over the largest value on', () => {
    expect(f16BitsOf(65_519.996)).toBe(0x7bff);
    expect(f16BitsOf(65_520)).toBe(0x7c00);
    expect(f16BitsOf(-3e38)).toBe(0xfc00);
    expect(f16BitsOf(Number.POSITIVE_INFINITY)).toBe(0x7c00);
    expect(f16BitsOf(Number.NaN)).toBe(0x7e00);
  });
});
