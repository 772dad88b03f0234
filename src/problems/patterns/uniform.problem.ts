import type { ProblemGenerator } from '../../core/problem.ts';
import { createRandom } from '../../core/random.ts';
import { STREAM, sparseProblem } from '../fill.ts';
import { ACTIVE_INPUTS, BATCH, dimension, share } from '../params.ts';
import { bernoulliPattern } from './bernoulli-pattern.ts';

const generator: ProblemGenerator = {
  id: 'uniform',
  label: 'uniform random',
  description: 'Every entry is a nonzero with the same probability, independently: unstructured pruning.',
  params: {
    m: dimension('rows'),
    n: dimension('columns'),
    density: share('probability of a nonzero'),
    active: ACTIVE_INPUTS,
    batch: BATCH,
  },
  generate({ m, n, density }, seed) {
    const pattern = bernoulliPattern(m!, n!, density!, createRandom(seed, STREAM.pattern));
    return sparseProblem(n!, pattern, seed);
  },
  expectedNnz: ({ m, n, density }) => Math.round(m! * n! * density!),
};

export default generator;
