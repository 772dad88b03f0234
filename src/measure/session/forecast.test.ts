import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forecastMs, roundsAhead } from './forecast.ts';

const NOTHING_LATER = { waiting: 0, refining: 0 };
const MORE_LATER = { waiting: 3, refining: 0 };

describe('what sections still take', () => {
  it('is all of the budget, while other sections come after the one at hand', () => {
    const ahead = { leastMs: 2000, mostMs: 3000 };
    expect(forecastMs({ leftMs: 40_000, ahead, later: MORE_LATER })).toBe(40_000);
    expect(forecastMs({ leftMs: 40_000, later: NOTHING_LATER })).toBe(40_000);
  });

  it('is no more than the last section can use', () => {
    const ahead = { leastMs: 2000, mostMs: 3000 };
    expect(forecastMs({ leftMs: 40_000, ahead, later: NOTHING_LATER })).toBe(3000);
    expect(forecastMs({ leftMs: 2500, ahead, later: NOTHING_LATER })).toBe(2500);
  });

  it('is never less than the rounds that are run whatever the time', () => {
    const positive = fc.double({ min: 0, max: 1e6, noNaN: true });
    const law = fc.property(positive, positive, positive, fc.boolean(), (leftMs, leastMs, more, isLast) => {
      const ahead = { leastMs, mostMs: leastMs + more };
      const later = isLast ? NOTHING_LATER : MORE_LATER;
      const ms = forecastMs({ leftMs, ahead, later });
      expect(ms).toBeGreaterThanOrEqual(leastMs);
      expect(ms).toBeLessThanOrEqual(Math.max(leastMs, leftMs));
    });
    fc.assert(law);
  });
});

describe('the rounds ahead', () => {
  it('take as long as those before', () => {
    const rounds = { least: 5, most: 40 };
    expect(roundsAhead(100, 2, rounds)).toEqual({ leastMs: 300, mostMs: 3800 });
    expect(roundsAhead(100, 7, rounds)).toEqual({ leastMs: 0, mostMs: 3300 });
    expect(roundsAhead(null, 0, rounds)).toBeUndefined();
  });
});
