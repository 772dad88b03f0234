import { CHUNKED_VECTORS, FIVE_WORDS } from '../testing/chunked-vectors.ts';
import type { OperationContract } from '../testing/contract.ts';

const contract: OperationContract = {
  ...CHUNKED_VECTORS,
  handCounted: {
    problem: FIVE_WORDS,
    usefulFlops: 0,
    compulsoryBytes: () => 3 * 4 * 5,
  },
};

export default contract;
