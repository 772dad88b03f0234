import type { ProblemGenerator } from '../../core/problem.ts';
import { createRandom } from '../../core/random.ts';
import { probeProblem, STREAM } from '../fill.ts';
import { count } from '../params.ts';

/** Longer chains take longer than any device needs to be limited by arithmetic. */
const MOST_MULTIPLY_ADDS = 4096;

const generator: ProblemGenerator = {
  id: 'ladder',
  label: 'words with multiply-adds on each',
  description:
    'An array of random c in [0.9, 1.1) that is read once, with a chain z ← z·z − c on each: the same bytes for any number of steps.',
  isProbe: true,
  params: {
    n: count('32-bit words'),
    multiplyAdds: {
      meaning: 'multiply-adds on each word',
      minimum: 1,
      maximum: MOST_MULTIPLY_ADDS,
      integer: true,
    },
  },
  generate({ n }, seed) {
    const random = createRandom(seed, STREAM.values);
    const values = new Float32Array(n!);
    for (let i = 0; i < values.length; i++) values[i] = 0.9 + 0.2 * random.unit();
    return probeProblem(values);
  },
  expectedNnz: ({ n }) => n!,
};

export default generator;
