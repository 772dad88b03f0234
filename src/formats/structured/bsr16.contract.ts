import type { FormatContract } from '../../testing/contract.ts';
import { HAND } from '../../testing/hand-matrix.ts';
import { dense } from '../../testing/matrices.ts';

const contract: FormatContract = {
  // 5 values, which one block could hold; begin and end of one row of blocks.
  handCounted: { a: HAND, storedBytes: 4 * 5 + 4 * 1 + 4 * 2 },
  nasty: () => [
    ['dense 67 × 131', dense(67, 131)],
    ['dense 16 × 16', dense(16, 16)],
    ['dense 17 × 33', dense(17, 33)],
  ],
};

export default contract;
