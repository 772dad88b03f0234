import { describe, expect, it } from 'vitest';
import { studentQuantile, twoSidedP } from './student.ts';

describe("Student's t", () => {
  it.each([
    [1, 12.7062],
    [2, 4.30265],
    [3, 3.18245],
    [4, 2.77645],
    [8, 2.306],
    [9, 2.26216],
    [30, 2.04227],
    [120, 1.97993],
  ])('of %i degrees of freedom stays under the tabulated %f in 95 % of all draws', (degrees, tabulated) => {
    expect(studentQuantile(0.95, degrees)).toBeCloseTo(tabulated, 4);
    expect(twoSidedP(-tabulated, degrees)).toBeCloseTo(0.05, 4);
  });

  it('of a fraction of a degree is that of the whole number below, and at least of one', () => {
    expect(studentQuantile(0.95, 4.9)).toBe(studentQuantile(0.95, 4));
    expect(studentQuantile(0.95, 0.2)).toBe(studentQuantile(0.95, 1));
  });

  it('is never beyond infinity, and always beyond 0', () => {
    expect(twoSidedP(Number.POSITIVE_INFINITY, 5)).toBe(0);
    expect(twoSidedP(0, 5)).toBe(1);
    expect(twoSidedP(Number.NaN, 5)).toBeNaN();
  });
});
