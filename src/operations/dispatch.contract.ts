import type { OperationContract } from '../testing/contract.ts';
import { probeProblem, randomWords } from '../testing/problems.ts';

const word = (seed: number) => ({ ...probeProblem(randomWords(1, seed)), id: `word ${seed}` });

const contract: OperationContract = {
  handCounted: { problem: word(1), usefulFlops: 0, compulsoryBytes: () => 4 },
  nasty: () => [word(2), word(3)],
  tuned: () => [word(4), word(5)],
  divided: () => [word(6)],
};

export default contract;
