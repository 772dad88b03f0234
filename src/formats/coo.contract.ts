import type { FormatContract } from '../testing/contract.ts';
import { HAND } from '../testing/hand-matrix.ts';
import { dense } from '../testing/matrices.ts';
import { rowsOfLengths } from '../testing/problems.ts';

const contract: FormatContract = {
  // A row, a column and a value for each nonzero.
  handCounted: { a: HAND, storedBytes: 12 * 5 },
  nasty: () => [
    ['dense 67 × 131', dense(67, 131)],
    ['shares that end with a row', rowsOfLengths(64, 64, () => 16)],
    ['a row of many folds between short ones', rowsOfLengths(3, 70_000, row => (row === 1 ? 70_000 : 3))],
    ['all nonzeros in the last of many rows', rowsOfLengths(3001, 40, row => (row === 3000 ? 40 : 0))],
  ],
};

export default contract;
