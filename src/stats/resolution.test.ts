import { describe, expect, it } from 'vitest';
import { smallestPositiveStep } from './resolution.ts';

describe('the step of a clock', () => {
  it('is the smallest positive difference between consecutive readings', () => {
    expect(smallestPositiveStep([0, 0, 65_536, 65_536, 196_608, 262_144])).toBe(65_536);
  });

  it('ignores a clock that was set back, and is unknown for one that never moved', () => {
    expect(smallestPositiveStep([100, 50, 60])).toBe(10);
    expect(smallestPositiveStep([7, 7, 7])).toBeNull();
    expect(smallestPositiveStep([])).toBeNull();
  });
});
