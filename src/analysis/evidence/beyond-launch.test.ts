import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeRatio } from '../../stats/paired.ts';
import { launchCost } from '../testing/launch-cost.ts';
import { okRecord, steadyTimes } from '../testing/records.ts';
import { beyondLaunch, isLaunchKnown } from './beyond-launch.ts';

function timed(ns: number, stageCount?: number) {
  const record = okRecord({ timesNs: steadyTimes(ns, 20), group: 'pair' });
  return stageCount === undefined ? record : { ...record, stageCount };
}

function ratioOf(aNs: number, bNs: number, t0: Parameters<typeof launchCost>, stageCount?: number) {
  const [a, b] = [timed(aNs, stageCount), timed(bNs)];
  return beyondLaunch(timeRatio(a, b)!, a, b, launchCost(...t0));
}

describe('a ratio beyond launching', () => {
  it('is that of the rest, whatever launching adds to both times', () => {
    const ns = fc.integer({ min: 1_000, max: 1_000_000 });
    fc.assert(
      fc.property(ns, ns, fc.integer({ min: 0, max: 10_000 }), (restA, restB, t0) => {
        fc.pre(t0 < 9 * Math.min(restA, restB));
        const { value, low, high } = ratioOf(restA + t0, restB + t0, [t0]);
        expect(value).toBeCloseTo(restA / restB, 4);
        expect(low).toBeLessThanOrEqual(value);
        expect(high).toBeGreaterThanOrEqual(value);
      }),
    );
  });

  it('takes every dispatch of a product off that takes several', () => {
    expect(ratioOf(7_000, 6_000, [1_000], 2).value).toBeCloseTo(1, 6);
  });

  it('is less sure where t0 is', () => {
    const width = ({ low, high }: { low: number; high: number }) => high - low;
    const draws = Array.from({ length: 1000 }, (_, i) => 1_000 + (i % 100) * 20);
    const sure = ratioOf(8_000, 10_000, [2_000]);
    const unsure = ratioOf(8_000, 10_000, [2_000, { replicates: draws }]);
    expect(width(unsure)).toBeGreaterThan(5 * width(sure));
    expect(unsure.value).toBeCloseTo(sure.value, 9);
  });

  it('stays finite and positive where launching takes as long as everything', () => {
    for (const t0 of [8_000, 10_000, 50_000]) {
      const { value, low, high } = ratioOf(8_000, 10_000, [t0]);
      expect([value, low, high].every(Number.isFinite)).toBe(true);
      expect(value).toBeGreaterThan(0);
    }
  });

  it('is the ratio itself where t0 is unknown', () => {
    const [a, b] = [timed(8_000), timed(10_000)];
    const ratio = timeRatio(a, b)!;
    expect(beyondLaunch(ratio, a, b, null)).toBe(ratio);
  });
});

describe('whether launching is known', () => {
  it('is settled by an intercept, by an empty dispatch only for long times, and by nothing not at all', () => {
    const empty = launchCost(1_000, { method: 'empty dispatch' });
    expect(isLaunchKnown(timed(5_000), launchCost(1_000))).toBe(true);
    expect(isLaunchKnown(timed(5_000), empty)).toBe(false);
    expect(isLaunchKnown(timed(25_000), empty)).toBe(true);
    expect(isLaunchKnown(timed(25_000), null)).toBe(false);
  });
});
