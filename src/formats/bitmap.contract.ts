import type { FormatContract } from '../testing/contract.ts';
import { HAND } from '../testing/hand-matrix.ts';
import { dense } from '../testing/matrices.ts';
import { rowsOfLengths } from '../testing/problems.ts';

const contract: FormatContract = {
  // 5 values; a word and a rank for each of 3 rows.
  handCounted: { a: HAND, storedBytes: 4 * 5 + (4 + 4) * 3 },
  nasty: () => [
    ['dense 37 × 256', dense(37, 256)],
    ['a column beyond whole groups', rowsOfLengths(19, 513, row => (row * 97) % 514)],
  ],
};

export default contract;
