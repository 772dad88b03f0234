import type { Problem } from '../core/problem.ts';
import { createRandom } from '../core/random.ts';
import type { OperationContract } from '../testing/contract.ts';
import { probeProblem } from '../testing/problems.ts';
import { CHUNK_WORDS } from './chunks.ts';

const contract: OperationContract = {
  handCounted: {
    problem: rung(5, 4),
    // A multiplication and an addition, four times for each of five words.
    usefulFlops: 2 * 5 * 4,
    // The words, and the sum of the one chunk that they fill.
    compulsoryBytes: () => 4 * 5 + 4,
  },
  // Short chains tell their lengths apart.
  nasty: () => [
    ...[1, 2, 3, 4, 5, 8, 12, 15].map(steps => rung(300, steps)),
    ...[127, 128, 1024].map(steps => rung(1000, steps)),
    ...[1, 3, CHUNK_WORDS].map(words => rung(words, 2)),
  ],
  tuned: () => [rung(3 * CHUNK_WORDS + 77, 2), rung(3, 2)],
  divided: () => [rung(9 * CHUNK_WORDS + 5, 3)],
};

function rung(words: number, multiplyAdds: number): Problem {
  const random = createRandom(words);
  const starts = Float32Array.from({ length: words }, () => 0.9 + 0.2 * random.unit());
  const problem = probeProblem(starts, { n: words, multiplyAdds });
  return { ...problem, id: `${words} words, ${multiplyAdds} multiply-adds each` };
}

export default contract;
