import type { FormatContract } from '../testing/contract.ts';
import { dense } from '../testing/matrices.ts';

const contract: FormatContract = {
  handCounted: { a: dense(1, 5), storedBytes: 4 * 5 },
  nasty: () => [
    ['one word', dense(1, 1)],
    ['an odd number of words', dense(1, 1013)],
  ],
};

export default contract;
