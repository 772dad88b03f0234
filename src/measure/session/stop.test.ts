import { describe, expect, it } from 'vitest';
import type { Summary } from '../../core/record/sample.ts';
import { isLook, reasonToStop } from './stop.ts';

const RULE = { minimumRounds: 10, maximumRounds: 80, precision: 0.03 };

function summary(halfWidth: number): Summary {
  const flags: Summary['flags'] = [];
  return {
    medianNs: 100,
    lowNs: 100 - halfWidth,
    highNs: 100 + halfWidth,
    madNs: 1,
    minNs: 90,
    sampleCount: 20,
    driftRatio: 1,
    flags,
  };
}

describe('the stop rule', () => {
  it('looks at 10, 20, 40, 80 rounds only', () => {
    const looks = Array.from({ length: 100 }, (_, i) => i + 1).filter(round => isLook(round, RULE));
    expect(looks).toEqual([10, 20, 40, 80]);
  });

  it('stops at a look once the interval is narrow enough, never between looks', () => {
    expect(reasonToStop(10, () => summary(2.9), RULE)).toBe('precision');
    expect(reasonToStop(10, () => summary(3.1), RULE)).toBeNull();
    expect(reasonToStop(15, () => summary(0.1), RULE)).toBeNull();
  });

  it('stops at the round cap however wide the interval', () => {
    expect(reasonToStop(80, () => summary(50), RULE)).toBe('round-cap');
    expect(reasonToStop(80, () => summary(1), RULE)).toBe('precision');
  });
});
