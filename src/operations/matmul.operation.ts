import type { Operation, PilotScale } from '../core/operation.ts';
import type { Problem } from '../core/problem.ts';
import { inputLength } from './checks/columns-touched.ts';
import { flushedProduct } from './checks/flushing.ts';
import { FREIVALDS_VECTORS, freivalds } from './checks/freivalds.ts';
import { timesMatrix, timesVector, timesVectorAbsolute } from './checks/product.ts';
import { SAMPLE_COUNT, sampledElements } from './checks/sampled-elements.ts';

const BYTES_PER_VALUE = 4;

/** Products up to this many multiply-adds are compared element by element: 0.1 s of host time. */
const LARGEST_FULL_REFERENCE = 2 ** 24;

const SIDES = [64, 256, 1024, 2048];

/** A tenth of the entries, and few columns: a larger matrix is as long a product. */
const SPARSE_SIDES = [...SIDES, 4096];
const SPARSE = { density: 0.1, batch: 64 };
/** Formats that fill up blocks refuse scattered entries. */
const BLOCK_SIDE = 16;

const pilot: PilotScale = {
  ladder: ({ family }) =>
    family === 'dense'
      ? SIDES.map(side => ({ generator: 'product', params: { m: side, n: side, k: side }, seed: 1 }))
      : SPARSE_SIDES.map(side =>
          family === 'csr'
            ? { generator: 'uniform', params: { m: side, n: side, ...SPARSE }, seed: 1 }
            : { generator: 'block', params: { m: side, n: side, size: BLOCK_SIDE, ...SPARSE }, seed: 1 },
        ),
  cache: 'hot',
  workUnits: ({ rowCount, columnCount, rhsColumnCount, nnz }, { family }) =>
    (family === 'dense' ? rowCount * columnCount : nnz + rowCount) * rhsColumnCount,
};

/** C = A·B, B row-major a.columnCount × rhsColumnCount, C row-major a.rowCount × rhsColumnCount. */
const matmul: Operation = {
  id: 'matmul',
  label: 'matrix × matrix',
  pilot,
  usefulFlops: problem => 2 * multiplyAdds(problem),
  compulsoryBytes: (problem, storedBytes, wholeRhs = false) =>
    storedBytes +
    BYTES_PER_VALUE * problem.rhsColumnCount * (inputLength(problem, wholeRhs) + problem.a.rowCount),
  outputLength: problem => problem.a.rowCount * problem.rhsColumnCount,
  reference: problem => timesMatrix(problem.a, problem.rhs, problem.rhsColumnCount, timesVector),
  errorScale: problem => timesMatrix(problem.a, problem.rhs, problem.rhsColumnCount, timesVectorAbsolute),
  flushing: ({ a, rhs, rhsColumnCount }, smallestNormal) =>
    timesMatrix(a, rhs, rhsColumnCount, (factor, column) => flushedProduct(factor, column, smallestNormal)),
  spotChecks: (problem, output, seed) =>
    multiplyAdds(problem) <= LARGEST_FULL_REFERENCE
      ? null
      : [freivalds(problem, output, seed), sampledElements(problem, output, seed)],
  spotCheckSize: problem =>
    multiplyAdds(problem) <= LARGEST_FULL_REFERENCE
      ? null
      : {
          method: 'Freivalds, sampled elements',
          elementCount:
            problem.a.rowCount * Math.min(FREIVALDS_VECTORS, problem.rhsColumnCount) + SAMPLE_COUNT,
        },
};

function multiplyAdds(problem: Problem): number {
  return problem.nnz * problem.rhsColumnCount;
}

export default matmul;
