import { describe, expect, it } from 'vitest';
import { formatInterval } from './interval.ts';
import { formatBytesPerSecond, formatDuration, formatShare } from './units.ts';

describe('an interval', () => {
  it('names a unit once', () => {
    expect(formatInterval(4.21e12, 4.17e12, 4.25e12, formatBytesPerSecond)).toBe('4.21 TB/s (4.17–4.25)');
    expect(formatInterval(0.57, 0.55, 0.6, formatShare)).toBe('57.0 % (55.0–60.0)');
    expect(formatInterval(0.97, 0.95, 0.99)).toBe('0.970 (0.950–0.990)');
  });

  it('names the unit of an end that has another one', () => {
    expect(formatInterval(1.01e9, 9.5e8, 1.1e9, formatBytesPerSecond)).toBe('1.01 GB/s (950 MB/s–1.10 GB/s)');
    expect(formatInterval(980, 940, 1020, formatDuration)).toBe('980 ns (940 ns–1.02 µs)');
  });

  it('can be read where an end is negative', () => {
    expect(formatInterval(-0.03, -0.1, 0.04)).toBe('−0.0300 (−0.100 to 0.0400)');
    expect(formatInterval(-2, -3, -1)).toBe('−2.00 (−3.00 to −1.00)');
  });

  it('leaves an end open that is not known', () => {
    expect(formatInterval(0.21, 0.192, null, formatShare)).toBe('21.0 % (over 19.2)');
    expect(formatInterval(0.21, null, 0.24, formatShare)).toBe('21.0 % (under 24.0)');
    expect(formatInterval(0.21, null, null, formatShare)).toBe('21.0 %');
  });

  it('prints what is no number as such', () => {
    expect(formatInterval(1, 0.5, Number.POSITIVE_INFINITY)).toBe('1.00 (over 0.500)');
    expect(formatInterval(Number.NaN, Number.NaN, Number.NaN)).toBe('n/a');
  });
});
