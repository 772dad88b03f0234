import type { FormatContract } from '../testing/contract.ts';
import { HAND } from '../testing/hand-matrix.ts';
import { dense } from '../testing/matrices.ts';
import { rowsOfLengths } from '../testing/problems.ts';

const contract: FormatContract = {
  // A column index and a value for each nonzero.
  handCounted: { a: HAND, storedBytes: 8 * 5 },
  nasty: () => [
    ['dense 67 × 131', dense(67, 131)],
    ['rows of up to three times the mean', rowsOfLengths(33, 91, row => (row % 3 === 0 ? 90 : row % 2))],
    ['a last strip of one row', rowsOfLengths(65, 50, row => 20 + (row % 30))],
  ],
};

export default contract;
