import type { FormatContract } from '../testing/contract.ts';
import { HAND } from '../testing/hand-matrix.ts';
import { dense } from '../testing/matrices.ts';

const contract: FormatContract = {
  handCounted: { a: HAND, storedBytes: 4 * 15 },
  nasty: () => [
    ['dense 67 × 131', dense(67, 131)],
    ['dense 130 × 64', dense(130, 64)],
  ],
};

export default contract;
