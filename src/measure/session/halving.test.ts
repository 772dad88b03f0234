import { describe, expect, it } from 'vitest';
import { outpaced, type Trial } from './halving.ts';

function trial(kernelId: string, ratios: readonly number[], problem = 'p'): Trial {
  return { kernelId, problem, logRatios: ratios.map(Math.log) };
}

const BEST = trial('best', [0.2, 0.21, 0.19]);

describe('halving the field', () => {
  it('drops what is clearly slower than the fastest on the same problem, and says by how much', () => {
    const slow = trial('slow', [0.4, 0.42, 0.38]);
    const [gone, ...others] = outpaced([BEST, slow, trial('alone', [5, 5, 5], 'q')], []);
    expect(others).toEqual([]);
    expect(gone).toMatchObject({ trial: slow, best: BEST });
    expect(gone!.ratio).toBeCloseTo(2, 6);
    expect(gone!.low).toBeLessThanOrEqual(2);
    expect(gone!.high).toBeGreaterThanOrEqual(2);
  });

  it('keeps what is a little slower, and what its rounds do not agree on', () => {
    expect(outpaced([BEST, trial('near', [0.24, 0.25, 0.23])], [])).toEqual([]);
    expect(outpaced([BEST, trial('unsteady', [0.2, 0.45, 0.45])], [])).toEqual([]);
  });

  it('keeps what may be a neighbour of a crossing with the reference', () => {
    const fast = trial('best', [0.5, 0.5, 0.5]);
    expect(outpaced([fast, trial('crossing', [1.2, 1.2, 1.2])], [])).toEqual([]);
    expect(outpaced([fast, trial('far', [2.5, 2.5, 2.5])], [])).toHaveLength(1);
  });

  it('keeps whom it was told to', () => {
    expect(outpaced([BEST, trial('slow', [0.4, 0.4, 0.4])], ['slow'])).toEqual([]);
  });
});
