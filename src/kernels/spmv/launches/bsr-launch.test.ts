import { describe, expect, it } from 'vitest';
import { sparse } from '../../../testing/matrices.ts';
import { matvecProblem } from '../../../testing/problems.ts';
import { launchOn } from '../../../testing/tiny-cases.ts';
import bsr4 from '../bsr4.kernel.ts';
import bsr8 from '../bsr8.kernel.ts';
import bsr16 from '../bsr16.kernel.ts';

describe('launches of BSR kernels', () => {
  // Two block rows of 16, of one block and of two; three of 8; 17 × 40 with 3 nonzeros.
  const problem = matvecProblem(
    'three blocks',
    sparse(17, 40, [
      [0, 0],
      [16, 3],
      [16, 39],
    ]),
  );
  it.each([
    [bsr16, 3, 3],
    [bsr8, 3, 4],
    [bsr4, 3, 6],
  ])(
    'count whole blocks as executed and moved, by the side of a block that the shader gets: %#',
    (kernel, blocks, pointers) => {
      const side = Number(/\d+$/.exec(kernel.id)![0]);
      const { specialize, work } = launchOn(kernel, problem);
      expect(specialize).toEqual({ SIDE: `${side}u` });
      expect(work).toEqual({
        usefulFlops: 2 * 3,
        executedFlops: 2 * blocks * side ** 2,
        // Three values and one index; pointers, three elements of x and all of y.
        compulsoryBytes: 4 * (3 + 1 + pointers) + 4 * 3 + 4 * 17,
        modelledBytes: 4 * (pointers + blocks + blocks * side ** 2) + 4 * side * blocks + 4 * 17,
      });
    },
  );

  it('leave no lane without a part of a block row', () => {
    for (const [kernel, most] of [
      [bsr8, { blocksAtOnce: 8, quadsAtOnce: 2, workgroupSize: 64 }],
      [bsr16, { blocksAtOnce: 4, quadsAtOnce: 4, workgroupSize: 64 }],
    ] as const) {
      const { constants } = launchOn(kernel, problem, { tunables: most });
      const side = Number(/\d+$/.exec(kernel.id)![0]);
      expect(side * constants.quadsAtOnce! * constants.blocksAtOnce!).toBe(64);
    }
  });
});
