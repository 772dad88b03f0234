import type { Operation, PilotScale } from '../core/operation.ts';
import { inputLength } from './checks/columns-touched.ts';
import { flushedProduct } from './checks/flushing.ts';
import { timesVector, timesVectorAbsolute } from './checks/product.ts';

const BYTES_PER_VALUE = 4;

const SIDES = [128, 512, 2048, 4096, 8192];
/** Encoding and decoding 8192² takes the host longer than what a rate at that size is worth. */
const LOSSY_SIDES = SIDES.slice(0, -1);
const PILOT_DENSITY = 0.1;
const PILOT_ACTIVITY = 0.1;

const pilot: PilotScale = {
  ladder: ({ family, lossy }, isForActiveInputs) =>
    (lossy ? LOSSY_SIDES : SIDES).map(side =>
      family === 'dense'
        ? { generator: 'dense', params: { m: side, n: side }, seed: 1 }
        : {
            generator: 'uniform',
            params: {
              m: side,
              n: side,
              density: PILOT_DENSITY,
              ...(isForActiveInputs && { active: PILOT_ACTIVITY }),
            },
            seed: 1,
          },
    ),
  cache: 'stream',
  workUnits: ({ rowCount, columnCount, nnz }, { family }) =>
    family === 'dense' ? rowCount * columnCount : nnz + rowCount,
};

/**
 * y = A·x with one right-hand side of a.columnCount values; y has a.rowCount. Work depends on the nonzeros only, and where x is
 * sparse on those that meet its nonzeros.
 */
const matvec: Operation = {
  id: 'matvec',
  label: 'matrix × vector',
  pilot,
  usefulFlops: ({ nnz, active }) => 2 * (active?.nnz ?? nnz),
  compulsoryBytes: (problem, storedBytes, wholeRhs = false) =>
    storedBytes + BYTES_PER_VALUE * (inputLength(problem, wholeRhs) + problem.a.rowCount),
  outputLength: problem => problem.a.rowCount,
  reference: problem => timesVector(problem.a, problem.rhs),
  errorScale: problem => timesVectorAbsolute(problem.a, problem.rhs),
  flushing: ({ a, rhs }, smallestNormal) => flushedProduct(a, rhs, smallestNormal),
};

export default matvec;
