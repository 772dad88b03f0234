import { describe, expect, it } from 'vitest';
import { driftRatio } from './drift.ts';

describe('drift', () => {
  it('compares the last third with the first', () => {
    expect(driftRatio([100, 100, 100, 500, 500, 500, 120, 120, 120])).toBe(1.2);
    expect(driftRatio([1, 2])).toBe(1);
    expect(driftRatio([0, 0, 5])).toBe(1);
  });
});
