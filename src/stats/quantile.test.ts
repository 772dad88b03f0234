import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, medianAbsoluteDeviation, quantileOfSorted } from './quantile.ts';

const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 40 });

describe('the median', () => {
  it('averages the two middle values of an even-sized list, in any order', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([9, 1, 5])).toBe(5);
    expect(median([7])).toBe(7);
  });

  it('of nothing is NaN', () => {
    expect(median([])).toBeNaN();
    expect(quantileOfSorted([], 0.5)).toBeNaN();
  });

  it('is the quantile at one half and has as many values below as above', () => {
    fc.assert(
      fc.property(numbers, values => {
        const center = median(values);
        expect(quantileOfSorted(Float64Array.from(values).sort(), 0.5)).toBeCloseTo(center, 6);
        const below = values.filter(value => value < center).length;
        const above = values.filter(value => value > center).length;
        expect(Math.max(below, above)).toBeLessThanOrEqual(values.length / 2);
      }),
    );
  });

  it('leaves its input as it was', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });
});

describe('quantiles', () => {
  it('interpolate between order statistics', () => {
    expect(quantileOfSorted([0, 10, 20, 30], 0.25)).toBe(7.5);
    expect([quantileOfSorted([1, 5], 0), quantileOfSorted([1, 5], 1)]).toEqual([1, 5]);
  });

  it('beside an infinite end are infinite, never NaN', () => {
    const sorted = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, 1, Number.POSITIVE_INFINITY];
    expect(quantileOfSorted(sorted, 0.1)).toBe(Number.NEGATIVE_INFINITY);
    expect(quantileOfSorted(sorted, 0.5)).toBe(Number.NEGATIVE_INFINITY);
    expect(quantileOfSorted(sorted, 0.9)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('the median absolute deviation', () => {
  it('ignores one wild value', () => {
    expect(medianAbsoluteDeviation([1, 2, 3, 4, 1000])).toBe(1);
  });
});
