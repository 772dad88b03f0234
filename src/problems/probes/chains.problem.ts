import type { ProblemGenerator } from '../../core/problem.ts';
import { createRandom } from '../../core/random.ts';
import { probeProblem, STREAM } from '../fill.ts';
import { count } from '../params.ts';
import { sharedValues } from '../shared-values.ts';

function startsOf(length: number, seed: number): Float32Array<ArrayBuffer> {
  const random = createRandom(seed, STREAM.values);
  const values = new Float32Array(length);
  for (let i = 0; i < length; i++) values[i] = 0.8 + 0.4 * random.unit();
  return values;
}

const generator: ProblemGenerator = {
  id: 'chains',
  label: 'chains of multiply-adds',
  description:
    'Chains z ← z·z − c with a random c in [0.8, 1.2) for each: z stays bounded, and nothing can be folded away.',
  isProbe: true,
  params: { count: count('chains'), length: count('multiply-adds in a chain') },
  generate({ count }, seed) {
    return probeProblem(sharedValues(`chains ${seed}`, count!, length => startsOf(length, seed)));
  },
  expectedNnz: ({ count }) => count!,
};

export default generator;
