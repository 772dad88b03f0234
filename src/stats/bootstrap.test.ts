import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../core/random.ts';
import { rankAutocorrelation } from './autocorrelation.ts';
import { atLeastWidth, bootstrapMedians, medianEstimate, REPLICATES, type SampleOrder } from './bootstrap.ts';
import { median } from './quantile.ts';
import { autoregression } from './testing.ts';

/** Share of seeded series around 0 whose interval holds 0. */
function coverage(count: number, correlation: number, order: SampleOrder): number {
  const random = createRandom(11, count);
  const seriesCount = 250;
  let covered = 0;
  for (let i = 0; i < seriesCount; i++) {
    const { low, high } = medianEstimate(autoregression(random, count, correlation), { order });
    if (low <= 0 && high >= 0) covered++;
  }
  return covered / seriesCount;
}

describe('the moving-block bootstrap', () => {
  it.each([
    { count: 20, correlation: 0.4 },
    { count: 40, correlation: 0.4 },
    { count: 40, correlation: 0.6 },
    { count: 80, correlation: 0.6 },
  ])('covers autocorrelated medians that a plain bootstrap misses: n $count, lag-1 $correlation', series => {
    const blocks = coverage(series.count, series.correlation, 'measured');
    const plain = coverage(series.count, series.correlation, 'sorted');
    expect(blocks).toBeGreaterThanOrEqual(0.88);
    expect(blocks).toBeLessThanOrEqual(0.99);
    expect(plain).toBeLessThan(0.88);
  });

  it('is close to 95 % and hardly wider than a plain bootstrap for independent samples', () => {
    expect(coverage(40, 0, 'measured')).toBeGreaterThanOrEqual(0.92);
    const random = createRandom(3);
    let [blocks, plain] = [0, 0];
    for (let i = 0; i < 100; i++) {
      const values = autoregression(random, 40, 0);
      const a = medianEstimate(values);
      const b = medianEstimate(values, { order: 'sorted' });
      blocks += a.high - a.low;
      plain += b.high - b.low;
    }
    expect(blocks / plain).toBeLessThan(1.15);
  });

  it('gives an interval that contains the median', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 60 }),
        values => {
          const { value, low, high } = medianEstimate(values);
          expect(value).toBe(median(values));
          expect(low).toBeLessThanOrEqual(value);
          expect(high).toBeGreaterThanOrEqual(value);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('gives the same bits every time, and other draws for another stream', () => {
    const values = autoregression(createRandom(5), 30, 0.3);
    expect(bootstrapMedians(values)).toEqual(bootstrapMedians(values));
    expect(bootstrapMedians(values, { stream: 1 })).not.toEqual(bootstrapMedians(values));
    expect(bootstrapMedians(values)).toHaveLength(REPLICATES);
  });

  it('draws only medians of the values when there is nothing to widen for', () => {
    const draws = new Set(bootstrapMedians([5, 5, 5, 5, 5, 5]));
    expect([...draws]).toEqual([5]);
  });

  it('gives the whole range of fewer than five values', () => {
    expect(medianEstimate([3, 9, 4])).toMatchObject({ value: 4, low: 3, high: 9 });
  });

  it('summarises 200 cases of 80 samples in well under two seconds', () => {
    const random = createRandom(1);
    const cases = Array.from({ length: 200 }, () => autoregression(random, 80, 0.3));
    const startedAt = performance.now();
    for (const values of cases) medianEstimate(values);
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });
});

describe('intervals', () => {
  it('are widened to the clock step around the centre, and left alone where wider', () => {
    expect(atLeastWidth({ low: 9.9, high: 10.1 }, 10, 2)).toEqual({ low: 9, high: 11 });
    expect(atLeastWidth({ low: 5, high: 15 }, 10, 2)).toEqual({ low: 5, high: 15 });
  });
});

describe('the rank autocorrelation', () => {
  it('finds the dependence of a series, with one stall in it as well', () => {
    const series = autoregression(createRandom(2), 2000, 0.5);
    const found = rankAutocorrelation(series);
    expect(found).toBeGreaterThan(0.42);
    expect(found).toBeLessThan(0.56);
    series[100] = 1e9;
    expect(Math.abs(rankAutocorrelation(series) - found)).toBeLessThan(0.01);
  });

  it('is 0 for a constant, an alternating and a short series', () => {
    expect(rankAutocorrelation(new Array(20).fill(7))).toBe(0);
    expect(rankAutocorrelation(Array.from({ length: 20 }, (_, i) => i % 2))).toBe(0);
    expect(rankAutocorrelation([1, 2, 3])).toBe(0);
  });
});
