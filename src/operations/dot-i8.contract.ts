import type { Problem } from '../core/problem.ts';
import { createRandom } from '../core/random.ts';
import type { OperationContract } from '../testing/contract.ts';
import { probeProblem } from '../testing/problems.ts';

const contract: OperationContract = {
  handCounted: {
    problem: chains(5, 3),
    // Four multiplications and four additions a step.
    usefulFlops: 8 * 5 * 3,
    // A start and an end of each chain.
    compulsoryBytes: () => 4 * 5 + 4 * 5,
  },
  // Short chains tell their lengths apart.
  nasty: () => [
    ...[1, 2, 3, 5, 15, 16, 17, 31, 32, 47].map(length => chains(300, length)),
    ...[1, 5, 4099].map(count => chains(count, 13)),
    chains(64, 10_001),
  ],
  tuned: () => [chains(4099, 13), chains(5, 14)],
  divided: () => [chains(4099, 6)],
};

function chains(count: number, length: number): Problem {
  const random = createRandom(count);
  const starts = Float32Array.from({ length: count }, () => 0.8 + 0.4 * random.unit());
  return { ...probeProblem(starts, { count, length }), id: `${count} chains of ${length} steps` };
}

export default contract;
