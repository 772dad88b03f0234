import type { ProblemGenerator } from '../../core/problem.ts';
import { createRandom } from '../../core/random.ts';
import { probeProblem, STREAM } from '../fill.ts';
import { count } from '../params.ts';

const generator: ProblemGenerator = {
  id: 'chains',
  label: 'chains of multiply-adds',
  description:
    'Chains z ← z·z − c with a random c in [0.8, 1.2) for each: z stays bounded, and nothing can be folded away.',
  isProbe: true,
  params: { count: count('chains'), length: count('multiply-adds in a chain') },
  generate({ count }, seed) {
    const random = createRandom(seed, STREAM.values);
    const values = new Float32Array(count!);
    for (let i = 0; i < values.length; i++) values[i] = 0.8 + 0.4 * random.unit();
    return probeProblem(values);
  },
  expectedNnz: ({ count }) => count!,
};

export default generator;
