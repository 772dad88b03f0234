import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { depthParts } from './depth-parts.ts';

describe('parts of K', () => {
  const filling = { wanted: 0, depth: 4096, step: 8, most: 1000 };

  it.each([
    // A C of 4096 × 64 in tiles of 128 × 64, and of 4096 × 512 in tiles of 128 × 128.
    [32, { partCount: 8, partDepth: 512 }],
    [128, { partCount: 2, partDepth: 2048 }],
    // Tiles enough, and one that could use more parts than K has columns for.
    [256, { partCount: 1, partDepth: 4096 }],
    [1, { partCount: 8, partDepth: 512 }],
  ])('fill a GPU where there are %d tiles', (tileCount, parts) => {
    expect(depthParts({ ...filling, tileCount })).toEqual(parts);
  });

  it('are no more than one binding holds the sums of, and at least one', () => {
    expect(depthParts({ ...filling, tileCount: 1, most: 3 }).partCount).toBe(3);
    expect(depthParts({ ...filling, tileCount: 1, most: 0 }).partCount).toBe(1);
  });

  it('cover K in whole steps, none of them empty, whatever is asked for', () => {
    const asked = fc.record({
      wanted: fc.integer({ min: 0, max: 300 }),
      tileCount: fc.integer({ min: 1, max: 5000 }),
      depth: fc.integer({ min: 1, max: 20_000 }),
      step: fc.constantFrom(4, 8, 16),
      most: fc.integer({ min: 0, max: 300 }),
    });
    fc.assert(
      fc.property(asked, divided => {
        const { partCount, partDepth } = depthParts(divided);
        expect(partDepth % divided.step).toBe(0);
        expect(partCount * partDepth).toBeGreaterThanOrEqual(divided.depth);
        expect((partCount - 1) * partDepth).toBeLessThan(divided.depth);
        if (divided.wanted > 0) expect(partCount).toBeLessThanOrEqual(divided.wanted);
      }),
    );
  });
});
