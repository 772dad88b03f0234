import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstShareMs, type Wish } from './shares.ts';

const A: Wish = { usefulMs: 20, wantedMs: 60 };
const B: Wish = { usefulMs: 40, wantedMs: 120 };
const wishes = fc
  .array(
    fc.record({
      usefulMs: fc.integer({ min: 1, max: 200 }),
      moreMs: fc.integer({ min: 0, max: 300 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map(list => list.map(({ usefulMs, moreMs }): Wish => ({ usefulMs, wantedMs: usefulMs + moreMs })));
const times = fc.integer({ min: 0, max: 2000 });

describe('the share of a step', () => {
  it('is what is useful to it and its part of the rest', () => {
    expect(firstShareMs([A, B], 120)).toBe(40);
    expect(firstShareMs([B], 60)).toBe(60);
  });

  it('does not suffer from a later step that does not fit', () => {
    expect(firstShareMs([A, B], 50)).toBe(50);
    expect(firstShareMs([A, B, A], 50)).toBe(25);
  });

  it('is none where what is left is not useful', () => {
    expect(firstShareMs([A], 19)).toBeNull();
    expect(firstShareMs([], 1000)).toBeNull();
  });

  it('ends at half more than it wants', () => {
    expect(firstShareMs([A], 1000)).toBe(90);
  });

  it('is never more than is left, and given in turn the steps never take more than there is', () => {
    fc.assert(
      fc.property(wishes, times, (steps, budgetMs) => {
        let leftMs = budgetMs;
        for (const [index, step] of steps.entries()) {
          const shareMs = firstShareMs(steps.slice(index), leftMs);
          if (shareMs === null) continue;
          expect(shareMs).toBeGreaterThanOrEqual(step.usefulMs);
          leftMs -= shareMs;
          expect(leftMs).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it('leaves every step that fits at first what is useful to it', () => {
    fc.assert(
      fc.property(wishes, steps => {
        let leftMs = steps.reduce((sum, { usefulMs }) => sum + usefulMs, 0) + 100;
        for (const index of steps.keys()) {
          const shareMs = firstShareMs(steps.slice(index), leftMs);
          expect(shareMs).not.toBeNull();
          leftMs -= shareMs!;
        }
      }),
    );
  });
});
