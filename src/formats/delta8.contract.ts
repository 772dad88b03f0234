import type { FormatContract } from '../testing/contract.ts';
import { HAND } from '../testing/hand-matrix.ts';
import { dense, sparse } from '../testing/matrices.ts';
import { rowsOfLengths } from '../testing/problems.ts';

const contract: FormatContract = {
  // 5 values, and their gaps in two words; first cell and column of 3 rows, and the end.
  handCounted: { a: HAND, storedBytes: 4 * 5 + 4 * 2 + 8 * 4 },
  nasty: () => [
    ['dense 67 × 131', dense(67, 131)],
    ['gaps of 1 to 511 columns', rowsOfLengths(37, 2044, row => 4 + row)],
    [
      'gaps of 255, 256, 510 and 511 columns',
      sparse(
        4,
        1200,
        [255, 256, 510, 511].flatMap((gap, row) => [7, 7 + gap, 8 + gap].map(column => [row, column])),
      ),
    ],
  ],
};

export default contract;
