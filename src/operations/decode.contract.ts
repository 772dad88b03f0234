import type { Problem } from '../core/problem.ts';
import type { OperationContract } from '../testing/contract.ts';
import { problemAt } from '../testing/problem-at.ts';

const contract: OperationContract = {
  handCounted: {
    problem: block('tiny-gpt', 5),
    // 180 × 60 for queries, keys and values, 60 × 60 out, 100 × 60 up and 60 × 100 down are 26,400 weights; then two
    // products with 5 cached positions and the token itself, of 5 heads of 12.
    usefulFlops: 2 * 26_400 + 2 * 2 * 6 * 60,
    // The weights, x, 5 keys and 5 values of 60, two gains and two shifts of 60, biases of 180, 60, 100 and 60; and y.
    compulsoryBytes: () => 4 * (26_400 + 60 + 2 * 300 + 4 * 60 + 400) + 4 * 60,
  },
  // One position, a full chunk with the token itself, a chunk for the token alone, several chunks.
  nasty: () =>
    ['tiny-gpt', 'tiny-llama'].flatMap(model => [1, 63, 64, 200].map(context => block(model, context))),
  // Compiling is most of the time: the family that has all stages stands for both.
  tuned: () => [block('tiny-llama', 9), block('tiny-llama', 70)],
  divided: () => [block('tiny-gpt', 8), block('tiny-llama', 8)],
};

function block(model: string, context: number): Problem {
  return problemAt(`transformer(model=${model},context=${context})`);
}

export default contract;
