import { describe, expect, it } from 'vitest';
import { cacheKnees } from './cache-knees.ts';

describe('cache knees', () => {
  const curve = (...rates: number[]) =>
    rates.map((value, i) => ({
      workingSetBytes: 2 ** (16 + i),
      value,
      low: value * 0.99,
      high: value * 1.01,
      address: String(i),
    }));

  it('lie before the working sets that read more slowly, one a fall', () => {
    const knees = cacheKnees(curve(10, 10, 6, 4, 4, 4, 1, 1));
    expect(knees.map(({ workingSetBytes }) => workingSetBytes)).toEqual([2 ** 17, 2 ** 21]);
  });

  it('are not made of noise or of rates that grow', () => {
    expect(cacheKnees(curve(1, 2, 4, 8, 8, 7.5, 8))).toEqual([]);
    expect(cacheKnees([])).toEqual([]);
  });
});
