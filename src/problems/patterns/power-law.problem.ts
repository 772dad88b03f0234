import type { ProblemGenerator } from '../../core/problem.ts';
import { createRandom, shuffle } from '../../core/random.ts';
import { STREAM, sparseProblem } from '../fill.ts';
import { ACTIVE_INPUTS, BATCH, dimension, MAX_DIMENSION, type Params, requireParam } from '../params.ts';
import { sampledRows } from './sampled-rows.ts';
import { zipfRowLengths } from './zipf-rows.ts';

const id = 'power-law';

function check(params: Params): void {
  requireParam(id, params, 'mean', params.mean! <= params.n!, `at most n=${params.n}`);
  const quarters = 4 * params.exponent!;
  requireParam(id, params, 'exponent', Number.isInteger(quarters), 'a multiple of 0.25');
}

const generator: ProblemGenerator = {
  id,
  label: 'power-law rows',
  description: 'Row lengths follow a power law (Zipf), rows shuffled: graphs and connectomes, uneven work.',
  params: {
    m: dimension('rows'),
    n: dimension('columns'),
    mean: { meaning: 'mean nonzeros per row', minimum: 0, maximum: MAX_DIMENSION, integer: false },
    exponent: {
      meaning: 'row length falls like rank to the power of minus this, in steps of 0.25',
      minimum: 0.25,
      maximum: 3,
      integer: false,
      fallback: 1,
    },
    active: ACTIVE_INPUTS,
    batch: BATCH,
  },
  generate(params, seed) {
    check(params);
    const { m, n, mean, exponent } = params;
    const random = createRandom(seed, STREAM.pattern);
    const lengths = shuffle(Array.from(zipfRowLengths(m!, n!, mean!, exponent!)), random);
    return sparseProblem(n!, sampledRows(lengths, n!, random), seed);
  },
  expectedNnz(params) {
    check(params);
    return Math.round(params.m! * params.mean!);
  },
};

export default generator;
