import type { DenseMatrix, GeneratedProblem, SparseMatrix } from '../core/problem.ts';
import { createRandom, fillSigned } from '../core/random.ts';
import { sharedValues } from './shared-values.ts';

/** Where the nonzeros of a sparse matrix are: the first two arrays of SparseMatrix. */
export interface SparsityPattern {
  readonly rowPointers: Uint32Array<ArrayBuffer>;
  readonly columnIndices: Uint32Array<ArrayBuffer>;
}

/** Independent sequences of one seed, so that a pattern and its values can be made apart. */
export const STREAM = { pattern: 0, rightHandSide: 1, values: 2, activeInputs: 3 } as const;

/** `length` values uniform in [−1, 1), shared: nobody may write to them. */
export function randomValues(length: number, seed: number, stream: number): Float32Array<ArrayBuffer> {
  return sharedValues(`signed ${seed} ${stream}`, length, () => ownRandomValues(length, seed, stream));
}

/** The same values in memory of their own. */
export function ownRandomValues(length: number, seed: number, stream: number): Float32Array<ArrayBuffer> {
  const values = new Float32Array(length);
  fillSigned(values, createRandom(seed, stream));
  return values;
}

export function randomDense(rowCount: number, columnCount: number, seed: number): DenseMatrix {
  const values = randomValues(rowCount * columnCount, seed, STREAM.values);
  return { kind: 'dense', rowCount, columnCount, values };
}

/** y = A·x with random values in A's pattern and a random x. */
export function sparseProblem(columnCount: number, pattern: SparsityPattern, seed: number): GeneratedProblem {
  const a: SparseMatrix = {
    kind: 'sparse',
    rowCount: pattern.rowPointers.length - 1,
    columnCount,
    rowPointers: pattern.rowPointers,
    columnIndices: pattern.columnIndices,
    values: randomValues(pattern.columnIndices.length, seed, STREAM.values),
  };
  return { a, rhs: randomValues(columnCount, seed, STREAM.rightHandSide), rhsColumnCount: 1 };
}

/** A probe moves or transforms one array and has no right-hand side. */
export function probeProblem(values: Float32Array<ArrayBuffer>): GeneratedProblem {
  const a: DenseMatrix = { kind: 'dense', rowCount: 1, columnCount: values.length, values };
  return { a, rhs: new Float32Array(0), rhsColumnCount: 0 };
}
