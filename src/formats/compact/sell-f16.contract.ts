import type { FormatContract } from '../../testing/contract.ts';
import { HAND } from '../../testing/hand-matrix.ts';
import { dense } from '../../testing/matrices.ts';
import { largestErrorF16 } from './packing.ts';

const contract: FormatContract = {
  // 5 nonzeros of a word; row and length of 3 rows; begin and end of one slice.
  handCounted: { a: HAND, storedBytes: 4 * 5 + 8 * 3 + 4 * 2 },
  largestError: largestErrorF16,
  nasty: () => [['dense 67 × 131', dense(67, 131)]],
};

export default contract;
