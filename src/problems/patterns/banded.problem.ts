import type { ProblemGenerator } from '../../core/problem.ts';
import { type SparsityPattern, sparseProblem } from '../fill.ts';
import { ACTIVE_INPUTS, BATCH, dimension, MAX_DIMENSION, type Params } from '../params.ts';

/** First and one past the last column of a row: `halfwidth` to both sides of the diagonal, which is stretched to n. */
function band({ m, n, halfwidth }: Params, row: number): [first: number, end: number] {
  const centre = Math.floor((row * n!) / m!);
  return [Math.max(0, centre - halfwidth!), Math.min(n!, centre + halfwidth! + 1)];
}

function nnzOfBand(params: Params): number {
  let nnz = 0;
  for (let row = 0; row < params.m!; row++) {
    const [first, end] = band(params, row);
    nnz += end - first;
  }
  return nnz;
}

function bandPattern(params: Params): SparsityPattern {
  const rowPointers = new Uint32Array(params.m! + 1);
  const columnIndices = new Uint32Array(nnzOfBand(params));
  let nnz = 0;
  for (let row = 0; row < params.m!; row++) {
    const [first, end] = band(params, row);
    for (let column = first; column < end; column++) columnIndices[nnz++] = column;
    rowPointers[row + 1] = nnz;
  }
  return { rowPointers, columnIndices };
}

const generator: ProblemGenerator = {
  id: 'banded',
  label: 'banded',
  description:
    'All entries within a distance of the diagonal: grids and filters, the best case for reading x.',
  params: {
    m: dimension('rows'),
    n: dimension('columns'),
    halfwidth: {
      meaning: 'nonzeros to each side of the diagonal',
      minimum: 0,
      maximum: MAX_DIMENSION,
      integer: true,
    },
    active: ACTIVE_INPUTS,
    batch: BATCH,
  },
  generate: (params, seed) => sparseProblem(params.n!, bandPattern(params), seed),
  expectedNnz: nnzOfBand,
};

export default generator;
