import type { FormatContract } from '../../testing/contract.ts';
import { HAND } from '../../testing/hand-matrix.ts';
import { dense } from '../../testing/matrices.ts';
import { largestErrorF16 } from './packing.ts';

const contract: FormatContract = {
  // 5 nonzeros of a word, begin of 3 rows and the end.
  handCounted: { a: HAND, storedBytes: 4 * 5 + 4 * 4 },
  largestError: largestErrorF16,
  nasty: () => [['dense 67 × 131', dense(67, 131)]],
};

export default contract;
