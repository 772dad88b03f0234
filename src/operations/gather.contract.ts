import type { Problem } from '../core/problem.ts';
import type { OperationContract } from '../testing/contract.ts';
import { probeProblem, randomWords } from '../testing/problems.ts';
import { LINE_WORDS } from './gather.operation.ts';

const contract: OperationContract = {
  handCounted: {
    problem: table(4, 3, 5),
    usefulFlops: 0,
    // Three chains of five steps load a word each, and store their last states.
    compulsoryBytes: () => 4 * 15 + 4 * 3,
  },
  nasty: () => [...[1, 2, 64, 4096].map(lines => table(lines, 131, 33)), table(4096, 1, 1)],
  tuned: () => [table(4096, 1001, 7), table(64, 70, 5)],
  // Four times the lines that diluted chains stay in.
  divided: () => [table(4096, 3000, 9)],
};

function table(lines: number, chains: number, steps: number): Problem {
  const problem = probeProblem(randomWords(lines * LINE_WORDS), { chains, steps });
  return { ...problem, id: `${chains} chains of ${steps} steps among ${lines} lines` };
}

export default contract;
