import type { FormatContract } from '../testing/contract.ts';
import { HAND } from '../testing/hand-matrix.ts';

const contract: FormatContract = {
  // 5 nonzeros of a value and a row, and the ends of 5 columns.
  handCounted: { a: HAND, storedBytes: 8 * 5 + 4 * 6 },
  nasty: () => [],
};

export default contract;
