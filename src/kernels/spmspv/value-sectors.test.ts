import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskedValueBytes } from './value-sectors.ts';

describe('values that are read where few are needed', () => {
  it('take a sector of eight each while they lie apart', () => {
    expect(maskedValueBytes(1e6, 10)).toBe(10 * 32);
  });

  it('take all there are once every eighth is needed twice over', () => {
    expect(maskedValueBytes(8e5, 4e5)).toBeGreaterThan(0.99 * 4 * 8e5);
  });

  it('are no fewer than those needed, and no more than there are', () => {
    fc.assert(
      fc.property(fc.nat(1e7), fc.double({ min: 0, max: 1, noNaN: true }), (count, share) => {
        const needed = Math.floor(count * share);
        const bytes = maskedValueBytes(count, needed);
        expect(bytes).toBeGreaterThanOrEqual(4 * needed);
        expect(bytes).toBeLessThanOrEqual(4 * count);
        expect(Number.isSafeInteger(bytes)).toBe(true);
      }),
    );
  });
});
