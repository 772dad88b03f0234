import type { ProblemGenerator } from '../../core/problem.ts';
import { createRandom } from '../../core/random.ts';
import { type SparsityPattern, STREAM, sparseProblem } from '../fill.ts';
import { ACTIVE_INPUTS, BATCH, dimension, type Params, requireParam, share } from '../params.ts';
import { bernoulliPattern } from './bernoulli-pattern.ts';

const id = 'block';

function check(params: Params): void {
  const { m, n, size } = params;
  requireParam(id, params, 'size', size! <= m! && size! <= n!, `at most m=${m} and n=${n}`);
}

/** Replaces every entry of a pattern of blocks by size × size entries, cut off at the edges of m × n. */
function expandBlocks({ m, n, size }: Params, blocks: SparsityPattern): SparsityPattern {
  const rowPointers = new Uint32Array(m! + 1);
  const lastBlockColumn = Math.ceil(n! / size!) - 1;
  const missing = (lastBlockColumn + 1) * size! - n!;
  for (let row = 0; row < m!; row++) {
    const blockRow = Math.floor(row / size!);
    const end = blocks.rowPointers[blockRow + 1]!;
    const blockCount = end - blocks.rowPointers[blockRow]!;
    const isCut = blockCount > 0 && blocks.columnIndices[end - 1] === lastBlockColumn;
    rowPointers[row + 1] = rowPointers[row]! + blockCount * size! - (isCut ? missing : 0);
  }
  const columnIndices = new Uint32Array(rowPointers[m!]!);
  let nnz = 0;
  for (let row = 0; row < m!; row++) {
    const blockRow = Math.floor(row / size!);
    const end = blocks.rowPointers[blockRow + 1]!;
    for (let block = blocks.rowPointers[blockRow]!; block < end; block++) {
      const first = blocks.columnIndices[block]! * size!;
      const stop = Math.min(n!, first + size!);
      for (let column = first; column < stop; column++) columnIndices[nnz++] = column;
    }
  }
  return { rowPointers, columnIndices };
}

const generator: ProblemGenerator = {
  id,
  label: 'random blocks',
  description: 'Dense square blocks, each there with the same probability: block pruning.',
  params: {
    m: dimension('rows'),
    n: dimension('columns'),
    size: dimension('rows and columns of a block'),
    density: share('probability of a block'),
    active: ACTIVE_INPUTS,
    batch: BATCH,
  },
  generate(params, seed) {
    check(params);
    const { m, n, size, density } = params;
    const random = createRandom(seed, STREAM.pattern);
    const blocks = bernoulliPattern(Math.ceil(m! / size!), Math.ceil(n! / size!), density!, random);
    return sparseProblem(n!, expandBlocks(params, blocks), seed);
  },
  expectedNnz(params) {
    check(params);
    return Math.round(params.m! * params.n! * params.density!);
  },
};

export default generator;
