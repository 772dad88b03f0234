import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exponential, naturalLog } from './elementary.ts';

describe('logarithm and exponential from arithmetic alone', () => {
  it('agree with the engine to a few units in the last place', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1e12, noNaN: true }), x => {
        expect(Math.abs(naturalLog(x) - Math.log(x))).toBeLessThanOrEqual(
          1e-15 * (1 + Math.abs(Math.log(x))),
        );
      }),
    );
    fc.assert(
      fc.property(fc.double({ min: -50, max: 50, noNaN: true }), x => {
        expect(Math.abs(exponential(x) / Math.exp(x) - 1)).toBeLessThan(2e-14);
      }),
    );
  });

  it('are exact where they must be', () => {
    expect([naturalLog(1), exponential(0)]).toEqual([0, 1]);
  });

  it('have no logarithm of what has none', () => {
    expect([0, -1, Number.POSITIVE_INFINITY].map(naturalLog)).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });
});
