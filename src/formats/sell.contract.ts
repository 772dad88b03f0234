import type { FormatContract } from '../testing/contract.ts';
import { HAND } from '../testing/hand-matrix.ts';
import { rowsOfLengths } from '../testing/problems.ts';

const contract: FormatContract = {
  // 5 columns and values; row and length of 3 rows; begin and end of one slice.
  handCounted: { a: HAND, storedBytes: 8 * 5 + 8 * 3 + 4 * 2 },
  nasty: () => [
    ['a last slice of one row', rowsOfLengths(65, 50, row => 20 + (row % 30))],
    ['rows that two windows sort', rowsOfLengths(2051, 40, row => (row * 7) % 23)],
  ],
};

export default contract;
