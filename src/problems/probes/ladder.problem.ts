import { LADDER_PERIOD, type ProblemGenerator } from '../../core/problem.ts';
import { createRandom } from '../../core/random.ts';

import { probeProblem, STREAM } from '../fill.ts';
import { count } from '../params.ts';
import { sharedValues } from '../shared-values.ts';

/** Longer chains take longer than any device needs to be limited by arithmetic. */
const MOST_MULTIPLY_ADDS = 4096;

/** Every rung has the same words. They repeat after some megabytes, and so do their sums: see the operation. */
function startsOf(length: number, seed: number): Float32Array<ArrayBuffer> {
  const random = createRandom(seed, STREAM.values);
  const values = new Float32Array(length);
  const distinct = Math.min(length, LADDER_PERIOD);
  for (let i = 0; i < distinct; i++) values[i] = 0.9 + 0.2 * random.unit();
  for (let made = distinct; made < length; made *= 2)
    values.copyWithin(made, 0, Math.min(made, length - made));
  return values;
}

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
    return probeProblem(sharedValues(`ladder ${seed}`, n!, length => startsOf(length, seed)));
  },
  expectedNnz: ({ n }) => n!,
};

export default generator;
