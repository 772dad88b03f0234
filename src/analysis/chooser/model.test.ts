import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Coefficients, type Demand, fitCoefficients, predictNs } from './model.ts';

const demand: fc.Arbitrary<Demand> = fc.record({
  launches: fc.constantFrom(1, 3),
  bytes: fc.integer({ min: 1e4, max: 1e8 }),
  gathers: fc.integer({ min: 1e3, max: 1e7 }),
  chain: fc.integer({ min: 1, max: 1e5 }),
  rows: fc.integer({ min: 10, max: 1e5 }),
});
const TRUE: Coefficients = { byteNs: 0.01, gatherNs: 0.05, chainNs: 4, rowNs: 0.5 };

describe('the time that a product is predicted to take', () => {
  it('is its launches and the longest of what it does', () => {
    const one = { launches: 3, bytes: 1e6, gathers: 1e5, chain: 10, rows: 100 };
    expect(predictNs(one, TRUE, 2000)).toBe(3 * 2000 + 1e6 * 0.01);
    expect(predictNs({ ...one, chain: 1e4 }, TRUE, 0)).toBe(4e4);
  });

  it('never falls where there is more to do', () => {
    fc.assert(
      fc.property(demand, fc.constantFrom('bytes', 'gathers', 'chain', 'rows'), (one, name) => {
        const more = { ...one, [name]: 2 * one[name] };
        expect(predictNs(more, TRUE, 0)).toBeGreaterThanOrEqual(predictNs(one, TRUE, 0));
      }),
    );
  });
});

describe('coefficients', () => {
  it('are found again from times that follow them', () => {
    fc.assert(
      fc.property(fc.array(demand, { minLength: 40, maxLength: 60 }), demands => {
        const seen = demands.map(one => ({ demand: one, ns: predictNs(one, TRUE, 1000) }));
        const fitted = fitCoefficients(seen, 1000)!;
        const errors = seen.map(({ demand: one, ns }) =>
          Math.abs(Math.log(predictNs(one, fitted, 1000) / ns)),
        );
        expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(0.15);
      }),
      { numRuns: 40 },
    );
  });

  it('are none from a handful of matrices', () => {
    const one = { launches: 1, bytes: 1e6, gathers: 1e5, chain: 10, rows: 100 };
    expect(fitCoefficients([{ demand: one, ns: 1e4 }], 0)).toBeNull();
  });
});
