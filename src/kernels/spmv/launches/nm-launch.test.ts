import { describe, expect, it } from 'vitest';
import { matvecProblem, rowsInGroups } from '../../../testing/problems.ts';
import { launchOn } from '../../../testing/tiny-cases.ts';
import oneOfFour from '../nm-1-4.kernel.ts';
import twoOfFour from '../nm-2-4.kernel.ts';

describe('launches of N:M kernels', () => {
  it('have one shader, which gets N', () => {
    const problem = matvecProblem('one group', rowsInGroups(1, 4, 1));
    expect(oneOfFour.wgsl).toBe(twoOfFour.wgsl);
    expect(launchOn(oneOfFour, problem).specialize).toEqual({ KEPT: '1u' });
    expect(launchOn(twoOfFour, problem).specialize).toEqual({ KEPT: '2u' });
  });

  it('count whole words of slots as executed and moved, and only nonzeros as needed', () => {
    // 3 rows of 9 groups: 18 slots, which take 2 words of 16. Turns 4, 9 and so on lack one of two nonzeros: 2 in rows 0 to 2.
    const problem = matvecProblem('three rows', rowsInGroups(3, 36, 2));
    const { work } = launchOn(twoOfFour, problem);
    const nnz = 3 * 18 - 5;
    expect(work).toMatchObject({
      usefulFlops: 2 * nnz,
      executedFlops: 2 * 3 * 32,
      modelledBytes: 4 * 3 * (2 + 32 + 32 + 1),
    });
    expect(work.compulsoryBytes).toBeGreaterThanOrEqual(4 * (nnz + 4) + 4 * 3);
  });
});
