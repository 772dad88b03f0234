import type { ProblemGenerator } from '../../core/problem.ts';
import { createRandom } from '../../core/random.ts';
import { STREAM, sparseProblem } from '../fill.ts';
import { ACTIVE_INPUTS, BATCH, count, dimension, type Params, requireParam } from '../params.ts';
import { sampledRows } from './sampled-rows.ts';

const id = 'one-dense-row';

function check(params: Params): void {
  requireParam(id, params, 'k', params.k! <= params.n!, `at most n=${params.n}`);
}

const generator: ProblemGenerator = {
  id,
  label: 'one dense row',
  description:
    'k nonzeros in each row, except one full row at a random place: the worst case of a row per thread.',
  params: {
    m: dimension('rows'),
    n: dimension('columns'),
    k: count('nonzeros in each other row'),
    active: ACTIVE_INPUTS,
    batch: BATCH,
  },
  generate(params, seed) {
    check(params);
    const { m, n, k } = params;
    const random = createRandom(seed, STREAM.pattern);
    const lengths = new Uint32Array(m!).fill(k!);
    lengths[random.below(m!)] = n!;
    return sparseProblem(n!, sampledRows(lengths, n!, random), seed);
  },
  expectedNnz(params) {
    check(params);
    return (params.m! - 1) * params.k! + params.n!;
  },
};

export default generator;
