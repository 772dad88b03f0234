import type { FormatContract } from '../testing/contract.ts';
import { HAND } from '../testing/hand-matrix.ts';
import { dense } from '../testing/matrices.ts';

const contract: FormatContract = {
  // A group of columns, here 5 of 64, and so a scale for each of the 3 rows.
  handCounted: { a: HAND, storedBytes: 15 + 4 * 3 },
  largestError: largest => largest / (2 * 127),
  nasty: () => [
    ['dense 67 × 131, two groups and three columns', dense(67, 131)],
    ['dense 130 × 64, one whole group', dense(130, 64)],
  ],
};

export default contract;
