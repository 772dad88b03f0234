import type { ProblemGenerator } from '../../core/problem.ts';
import { createRandom, type Random } from '../../core/random.ts';
import { createColumnSampler } from '../column-sampler.ts';
import { type SparsityPattern, STREAM, sparseProblem } from '../fill.ts';
import { ACTIVE_INPUTS, BATCH, count, dimension, type Params, requireParam } from '../params.ts';

const id = 'nm';

function check(params: Params): void {
  requireParam(id, params, 'keep', params.keep! <= params.group!, `at most group=${params.group}`);
}

/** Every row alike: whole groups, and in the columns that are left after them as many as fit. */
export function keptPerRow({ n, keep, group }: Params): number {
  return Math.floor(n! / group!) * keep! + Math.min(keep!, n! % group!);
}

function keptInGroups(params: Params, random: Random): SparsityPattern {
  const { m, n, keep, group } = params;
  const perRow = keptPerRow(params);
  const rest = n! % group!;
  const sampleGroup = createColumnSampler(Math.min(group!, n!), random);
  const sampleRest = createColumnSampler(Math.max(1, rest), random);
  const columnIndices = new Uint32Array(m! * perRow);
  let next = 0;
  const add = (sample: typeof sampleGroup, kept: number, firstColumn: number) => {
    sample(kept, columnIndices, next);
    for (const end = next + kept; next < end; next++) columnIndices[next]! += firstColumn;
  };
  for (let row = 0; row < m!; row++) {
    for (let first = 0; first + group! <= n!; first += group!) add(sampleGroup, keep!, first);
    if (rest > 0) add(sampleRest, Math.min(keep!, rest), n! - rest);
  }
  return { rowPointers: Uint32Array.from({ length: m! + 1 }, (_, row) => row * perRow), columnIndices };
}

const generator: ProblemGenerator = {
  id,
  label: 'N of every M',
  description:
    'In every group of M neighbouring columns of a row N random ones are nonzero: N:M pruning, as 2:4.',
  params: {
    m: dimension('rows'),
    n: dimension('columns'),
    keep: count('nonzeros in each group'),
    group: count('columns of a group', 4),
    active: ACTIVE_INPUTS,
    batch: BATCH,
  },
  generate(params, seed) {
    check(params);
    return sparseProblem(params.n!, keptInGroups(params, createRandom(seed, STREAM.pattern)), seed);
  },
  expectedNnz(params) {
    check(params);
    return params.m! * keptPerRow(params);
  },
};

export default generator;
