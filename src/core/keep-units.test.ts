import { describe, expect, it } from 'vitest';
import { keepUnits } from './keep-units.ts';

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
