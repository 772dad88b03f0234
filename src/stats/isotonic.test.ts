import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isotonicFit } from './isotonic.ts';

const numbers = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { maxLength: 30 });

describe('the isotonic fit', () => {
  it('pools what goes down', () => {
    expect(isotonicFit([1, 3, 2, 4])).toEqual([1, 2.5, 2.5, 4]);
    expect(isotonicFit([3, 2, 1])).toEqual([2, 2, 2]);
    expect(isotonicFit([0, 3, 0, 0])).toEqual([0, 1, 1, 1]);
    expect(isotonicFit([])).toEqual([]);
  });

  it('never decreases, keeps the sum, and leaves a rising list alone', () => {
    fc.assert(
      fc.property(numbers, values => {
        const fit = isotonicFit(values);
        expect(fit).toHaveLength(values.length);
        for (let i = 1; i < fit.length; i++) expect(fit[i]!).toBeGreaterThanOrEqual(fit[i - 1]!);
        const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
        expect(sum(fit)).toBeCloseTo(sum(values), 6);
        const rising = [...new Set(values)].sort((a, b) => a - b);
        expect(isotonicFit(rising)).toEqual(rising);
      }),
    );
  });
});
