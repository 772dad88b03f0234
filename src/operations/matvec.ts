import type { Operation } from '../core/operation.ts';
import { columnsTouched } from './columns-touched.ts';
import { timesVector, timesVectorAbsolute } from './product.ts';

const BYTES_PER_VALUE = 4;

/** y = A·x with one right-hand side of a.columnCount values; y has a.rowCount. Work depends on the nonzeros only. */
const matvec: Operation = {
  id: 'matvec',
  label: 'matrix × vector',
  usefulFlops: problem => 2 * problem.nnz,
  compulsoryBytes: ({ a }, storedBytes, wholeRhs = false) =>
    storedBytes + BYTES_PER_VALUE * ((wholeRhs ? a.columnCount : columnsTouched(a)) + a.rowCount),
  outputLength: problem => problem.a.rowCount,
  reference: problem => timesVector(problem.a, problem.rhs),
  errorScale: problem => timesVectorAbsolute(problem.a, problem.rhs),
};

export default matvec;
