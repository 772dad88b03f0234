import type { FormatContract } from '../testing/contract.ts';
import { HAND } from '../testing/hand-matrix.ts';
import { dense } from '../testing/matrices.ts';

const contract: FormatContract = {
  // Five codes of half a byte take three bytes; a group of columns, here 5 of 64, has a scale: one for each of the 3 rows.
  handCounted: { a: HAND, storedBytes: 3 * 3 + 4 * 3 },
  largestError: largest => largest / (2 * 7),
  nasty: () => [
    ['dense 67 × 131, two groups and three columns', dense(67, 131)],
    ['dense 130 × 64, one whole group', dense(130, 64)],
  ],
};

export default contract;
