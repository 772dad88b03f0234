import { describe, expect, it } from 'vitest';
import { bootstrapMedians } from './bootstrap.ts';
import { fitLine, fitLineWithIntervals } from './least-squares.ts';

describe('the relative line fit', () => {
  const at = (amount: number, ns: number) => ({
    amount,
    ns,
    replicates: bootstrapMedians(new Array(9).fill(ns)),
  });

  it('recovers fixed cost and rate of times on a line', () => {
    const line = fitLine([1e3, 1e5, 1e7].map(amount => ({ amount, ns: 2000 + 0.001 * amount })))!;
    expect(line.interceptNs).toBeCloseTo(2000, 6);
    expect(line.nsPerUnit).toBeCloseTo(0.001, 12);
  });

  it('weighs small times as much as large ones', () => {
    const points = [
      { amount: 1e3, ns: 2001 },
      { amount: 1e5, ns: 2100 },
      { amount: 1e8, ns: 150_000 },
      { amount: 2e8, ns: 205_000 },
    ];
    expect(fitLine(points)!.interceptNs).toBeGreaterThan(1700);
  });

  it('keeps fixed cost and rate at 0 or above', () => {
    expect(
      fitLine([
        { amount: 1, ns: 1 },
        { amount: 2, ns: 3 },
      ]),
    ).toMatchObject({ interceptNs: 0 });
    expect(
      fitLine([
        { amount: 1, ns: 3 },
        { amount: 2, ns: 1 },
      ]),
    ).toMatchObject({ nsPerUnit: 0 });
  });

  it('does not exist for one size or without a positive time', () => {
    expect(
      fitLine([
        { amount: 5, ns: 1 },
        { amount: 5, ns: 2 },
      ]),
    ).toBeNull();
    expect(
      fitLine([
        { amount: 5, ns: 0 },
        { amount: 6, ns: 2 },
      ]),
    ).toBeNull();
    expect(fitLineWithIntervals([at(1, 1)])).toBeNull();
  });

  it('gives intervals around its values and the amount at which the fixed cost is half', () => {
    const fit = fitLineWithIntervals([at(1e3, 2001), at(1e6, 3000), at(1e7, 12_000)])!;
    expect(fit.halfAmount).toBeCloseTo(2e6, -3);
    expect(fit.intercept.low).toBeLessThanOrEqual(fit.interceptNs);
    expect(fit.half.high).toBeGreaterThanOrEqual(fit.halfAmount);
    expect(fit.worstResidual).toBeLessThan(1e-9);
  });
});
