import type { ProblemGenerator } from '../../core/problem.ts';
import { randomDense, randomValues, STREAM } from '../fill.ts';
import { ACTIVE_INPUTS, dimension } from '../params.ts';

const generator: ProblemGenerator = {
  id: 'dense',
  label: 'dense',
  description: 'Every entry stored: the weights of an unpruned layer.',
  params: { m: dimension('rows'), n: dimension('columns'), active: ACTIVE_INPUTS },
  generate({ m, n }, seed) {
    const rhs = randomValues(n!, seed, STREAM.rightHandSide);
    return { a: randomDense(m!, n!, seed), rhs, rhsColumnCount: 1 };
  },
  expectedNnz: ({ m, n }) => m! * n!,
};

export default generator;
