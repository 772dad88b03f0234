import { describe, expect, it } from 'vitest';
import { theilSenSlope } from './theil-sen.ts';

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
