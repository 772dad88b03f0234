import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClockFacts, clocksAgree, clockWarning, wallResolutionNs } from './environment.ts';

const CLOCK: ClockFacts = {
  timestampStepNs: 1,
  timestampsQuantised: false,
  wallStepNs: 5000,
  agreement: null,
  overlaps: 'no',
};

describe('what the wall clock resolves', () => {
  it('is the larger of its step and the answer of an idle queue, where that was measured', () => {
    expect(wallResolutionNs(CLOCK)).toBe(5000);
    expect(wallResolutionNs({ ...CLOCK, wallAnswerNs: 100e6 })).toBe(100e6);
    expect(wallResolutionNs({ ...CLOCK, wallAnswerNs: 30 })).toBe(5000);
  });
});

describe('clocks disagree', () => {
  const at = (low: number, ratio: number, high: number) => ({ ...CLOCK, agreement: { ratio, low, high } });

  it('where the whole interval of their ratio lies under a half or over two', () => {
    expect(clocksAgree(at(0.012, 0.0125, 0.013))).toBe(false);
    expect(clocksAgree(at(79, 80, 81))).toBe(false);
    expect(clockWarning(at(79, 80, 81))).toContain('counts 80.0 ns for one of the wall clock');
  });

  it('never by a part of it: a busy machine spreads the ratios, and moves their middle', () => {
    const share = fc.double({ min: 0.001, max: 100, noNaN: true });
    fc.assert(
      fc.property(share, share, fc.double({ min: 0.5, max: 2, noNaN: true }), (a, b, inside) => {
        const [low = 0, ratio = 0, high = 0] = [a, b, inside].toSorted((x, y) => x - y);
        expect(clockWarning(at(low, ratio, high))).toBe(null);
      }),
    );
  });

  it('never where they were not compared', () => {
    expect(clockWarning(CLOCK)).toBe(null);
  });
});
