import type { FormatContract } from '../testing/contract.ts';
import { HAND } from '../testing/hand-matrix.ts';
import { dense } from '../testing/matrices.ts';

const contract: FormatContract = {
  // A column index and a value for each nonzero; one more offset than rows.
  handCounted: { a: HAND, storedBytes: 8 * 5 + 4 * 4 },
  nasty: () => [['dense 67 × 131', dense(67, 131)]],
};

export default contract;
