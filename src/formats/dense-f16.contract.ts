import type { FormatContract } from '../testing/contract.ts';
import { HAND } from '../testing/hand-matrix.ts';
import { dense } from '../testing/matrices.ts';

const contract: FormatContract = {
  handCounted: { a: HAND, storedBytes: 2 * 15 },
  largestError: largest => Math.max(largest * 2 ** -11, 2 ** -25),
  nasty: () => [['dense 67 × 131, rows of no whole vec4', dense(67, 131)]],
};

export default contract;
