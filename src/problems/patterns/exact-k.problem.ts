import type { ProblemGenerator } from '../../core/problem.ts';
import { createRandom } from '../../core/random.ts';
import { STREAM, sparseProblem } from '../fill.ts';
import { ACTIVE_INPUTS, BATCH, count, dimension, type Params, requireParam } from '../params.ts';
import { sampledRows } from './sampled-rows.ts';

const id = 'exact-k';

function check(params: Params): void {
  requireParam(id, params, 'k', params.k! <= params.n!, `at most n=${params.n}`);
}

const generator: ProblemGenerator = {
  id,
  label: 'exactly k per row',
  description: 'Every row has k nonzeros in random columns: balanced pruning, a fixed fan-in.',
  params: {
    m: dimension('rows'),
    n: dimension('columns'),
    k: count('nonzeros in each row'),
    active: ACTIVE_INPUTS,
    batch: BATCH,
  },
  generate(params, seed) {
    check(params);
    const { m, n, k } = params;
    const lengths = new Uint32Array(m!).fill(k!);
    return sparseProblem(n!, sampledRows(lengths, n!, createRandom(seed, STREAM.pattern)), seed);
  },
  expectedNnz(params) {
    check(params);
    return params.m! * params.k!;
  },
};

export default generator;
