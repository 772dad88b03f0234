import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bootstrapMedians } from './bootstrap.ts';
import { isotonicFit } from './isotonic.ts';
import { fitLine, fitLineWithIntervals } from './least-squares.ts';
import { theilSenSlope } from './theil-sen.ts';

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

describe('the Theil–Sen slope', () => {
  it('is the slope of a line, and stays there with one wild point', () => {
    const line = [1, 2, 3, 4, 5].map(x => ({ x, y: 3 + 2 * x }));
    expect(theilSenSlope(line)).toBe(2);
    expect(theilSenSlope([...line, { x: 6, y: 1e6 }])).toBeLessThan(2.5);
  });

  it('does not exist without two different x', () => {
    expect(theilSenSlope([])).toBeNull();
    expect(
      theilSenSlope([
        { x: 1, y: 1 },
        { x: 1, y: 2 },
      ]),
    ).toBeNull();
  });
});

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
