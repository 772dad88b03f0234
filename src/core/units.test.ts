import { describe, expect, it } from 'vitest';
import {
  formatCount,
  formatDuration,
  formatMemory,
  formatNumber,
  formatSi,
  formatWait,
  keepUnits,
  siColumn,
} from './units.ts';

describe('numbers for people', () => {
  it('have three significant digits', () => {
    expect([0.00123456, 1, 9.999, 12.345, 999.7, 12345].map(v => formatNumber(v))).toEqual([
      '0.00123',
      '1.00',
      '10.0',
      '12.3',
      '1,000',
      '12,300',
    ]);
  });

  it('have a minus sign, and thousands apart from 1,000 on, before the point only', () => {
    expect([-0.794, -1280, 999, -1.5e-7].map(v => formatNumber(v))).toEqual([
      '−0.794',
      '−1,280',
      '999',
      '−1.50e−7',
    ]);
    expect(formatNumber(1234.56789, 8)).toBe('1,234.5679');
    expect([1280, -12_345_678].map(formatCount)).toEqual(['1,280', '−12,345,678']);
    expect(formatMemory(1023.5)).toBe('1,020 B');
  });

  it('scale by thousands for rates and by 1024 for memory', () => {
    expect(formatSi(4.213e12, 'B/s')).toBe('4.21 TB/s');
    expect(formatSi(999.9, 'B/s')).toBe('1.00 kB/s');
    expect(formatMemory(256 * 1024 * 1024)).toBe('256 MiB');
    expect(siColumn([1e9, 3e12]).prefix).toBe('T');
  });

  it('say n/a instead of NaN or infinity', () => {
    expect([formatNumber(Number.NaN), formatDuration(Number.POSITIVE_INFINITY)]).toEqual(['n/a', 'n/a']);
  });

  it('print waits in words', () => {
    expect([formatWait(38_200), formatWait(125_000), formatWait(120_000)]).toEqual([
      '38 s',
      '2 min 5 s',
      '2 min',
    ]);
    expect(formatCount(104857)).toBe('104,857');
  });
});

describe('keepUnits', () => {
  it('ties numbers to their units', () => {
    expect(keepUnits('64.0 MiB in 1.20 ms, 99 % of 4.21 TB/s')).toBe(
      '64.0\u00a0MiB in 1.20\u00a0ms, 99\u00a0% of 4.21\u00a0TB/s',
    );
    expect(keepUnits('1.00 (0.98–1.02) µs')).toBe('1.00 (0.98–1.02)\u00a0µs');
  });

  it('leaves words alone', () => {
    expect(keepUnits('20 sizes, 5 steps and 3 Bytes')).toBe('20 sizes, 5 steps and 3 Bytes');
  });
});
