import type { ProblemGenerator } from '../../core/problem.ts';
import { randomDense, randomValues, STREAM } from '../fill.ts';
import { dimension, MAX_NNZ, type Params, requireParam } from '../params.ts';

const id = 'product';

function check(params: Params): void {
  requireParam(id, params, 'n', params.k! * params.n! <= MAX_NNZ, `at most ${MAX_NNZ} elements in k × n`);
}

const generator: ProblemGenerator = {
  id,
  label: 'matrix product',
  description: 'C = A·B with A m × k and B k × n, both dense: a layer on a batch of n inputs.',
  params: {
    m: dimension('rows of A and C'),
    n: dimension('columns of B and C'),
    k: dimension('columns of A, rows of B'),
  },
  generate(params, seed) {
    check(params);
    const { m, n, k } = params;
    const rhs = randomValues(k! * n!, seed, STREAM.rightHandSide);
    return { a: randomDense(m!, k!, seed), rhs, rhsColumnCount: n! };
  },
  expectedNnz(params) {
    check(params);
    return params.m! * params.k!;
  },
};

export default generator;
