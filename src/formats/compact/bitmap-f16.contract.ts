import type { FormatContract } from '../../testing/contract.ts';
import { HAND } from '../../testing/hand-matrix.ts';
import { dense } from '../../testing/matrices.ts';
import { largestErrorF16 } from './packing.ts';

const contract: FormatContract = {
  // 5 values of half a word; one word and one rank a row.
  handCounted: { a: HAND, storedBytes: 2 * 5 + 4 * 3 * 2 },
  largestError: largestErrorF16,
  nasty: () => [['dense 67 × 131', dense(67, 131)]],
};

export default contract;
