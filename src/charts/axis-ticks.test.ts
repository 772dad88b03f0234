import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binaryTicks, decadeTicks, logDomain } from './axis-ticks.ts';

const range = fc
  .tuple(fc.double({ min: -9, max: 15, noNaN: true }), fc.double({ min: 0.05, max: 12, noNaN: true }))
  .map(([exponent, decades]) => [10 ** exponent, 10 ** (exponent + decades)] as const);

describe('decadeTicks', () => {
  it('marks decades, and 2 and 5 between them where there is room', () => {
    expect(decadeTicks(1, 100, 400, 30)).toEqual([1, 2, 5, 10, 20, 50, 100]);
    expect(decadeTicks(1, 100, 100, 30)).toEqual([1, 10, 100]);
  });

  it('skips decades where they are crowded', () => {
    expect(decadeTicks(1e-6, 1e6, 120, 30)).toEqual([1e-6, 1e-3, 1, 1e3, 1e6]);
  });

  it('keeps ticks inside the range and apart by the spacing', () => {
    fc.assert(
      fc.property(range, fc.integer({ min: 80, max: 1200 }), ([low, high], length) => {
        const spacing = 30;
        const ticks = decadeTicks(low, high, length, spacing);
        const at = ticks.map(tick => (Math.log(tick / low) / Math.log(high / low)) * length);
        for (const position of at) {
          expect(position).toBeGreaterThan(-1);
          expect(position).toBeLessThan(length + 1);
        }
        for (let i = 1; i < at.length; i++)
          expect(at[i]! - at[i - 1]!).toBeGreaterThanOrEqual(spacing - 1e-6);
      }),
    );
  });

  it('has none outside a range that is short and wide', () => {
    expect(decadeTicks(1.000123, 1.122, 936, 30)).toEqual([]);
  });

  it('has none for an empty range', () => {
    expect(decadeTicks(5, 5, 300, 30)).toEqual([]);
  });
});

describe('binaryTicks', () => {
  it('marks powers of two on a common stride', () => {
    expect(binaryTicks(2 ** 10, 2 ** 20, 300, 60)).toEqual([
      2 ** 10,
      2 ** 12,
      2 ** 14,
      2 ** 16,
      2 ** 18,
      2 ** 20,
    ]);
  });
});

describe('logDomain', () => {
  it('holds all positive values with a margin, and at least the ratio', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1e-9, max: 1e15, noNaN: true }), { minLength: 1 }), values => {
        const [low, high] = logDomain(values, 1.5, 10);
        expect(low * 1.4999).toBeLessThanOrEqual(Math.min(...values));
        expect(high / 1.4999).toBeGreaterThanOrEqual(Math.max(...values));
        expect(high / low).toBeGreaterThanOrEqual(9.999);
      }),
    );
  });

  it('stands without any value', () => {
    expect(logDomain([0, Number.NaN, -1], 2, 100)).toEqual([1, 100]);
  });
});
