import type { DenseMatrix, SparseMatrix } from '../core/problem.ts';

/** A left factor: a matrix of f32 values, or of any other numbers. */
export type Factor =
  | (Omit<DenseMatrix, 'values'> & { readonly values: ArrayLike<number> })
  | (Omit<SparseMatrix, 'values'> & { readonly values: ArrayLike<number> });

/**
 * A·x in f64, computed the plain way.
 * @param x a.columnCount numbers
 */
export function timesVector(a: Factor, x: ArrayLike<number>): Float64Array<ArrayBuffer> {
  const y = new Float64Array(a.rowCount);
  const { values } = a;
  for (let i = 0; i < a.rowCount; i++) {
    let sum = 0;
    if (a.kind === 'dense') {
      const begin = i * a.columnCount;
      for (let k = 0; k < a.columnCount; k++) sum += values[begin + k]! * x[k]!;
    } else {
      const end = a.rowPointers[i + 1]!;
      for (let e = a.rowPointers[i]!; e < end; e++) sum += values[e]! * x[a.columnIndices[e]!]!;
    }
    y[i] = sum;
  }
  return y;
}

/** |A|·|x| in f64. */
export function timesVectorAbsolute(a: Factor, x: ArrayLike<number>): Float64Array<ArrayBuffer> {
  const y = new Float64Array(a.rowCount);
  const { values } = a;
  for (let i = 0; i < a.rowCount; i++) {
    let sum = 0;
    if (a.kind === 'dense') {
      const begin = i * a.columnCount;
      for (let k = 0; k < a.columnCount; k++) sum += Math.abs(values[begin + k]! * x[k]!);
    } else {
      const end = a.rowPointers[i + 1]!;
      for (let e = a.rowPointers[i]!; e < end; e++) sum += Math.abs(values[e]! * x[a.columnIndices[e]!]!);
    }
    y[i] = sum;
  }
  return y;
}

/**
 * A·B in f64, column by column.
 * @param b row-major, a.columnCount × columnCount
 * @param multiply timesVector, or timesVectorAbsolute for |A|·|B|
 * @returns row-major, a.rowCount × columnCount
 */
export function timesMatrix(
  a: Factor,
  b: ArrayLike<number>,
  columnCount: number,
  multiply: typeof timesVector,
): Float64Array<ArrayBuffer> {
  const c = new Float64Array(a.rowCount * columnCount);
  const column = new Float64Array(a.columnCount);
  for (let j = 0; j < columnCount; j++) {
    for (let k = 0; k < a.columnCount; k++) column[k] = b[k * columnCount + j]!;
    const product = multiply(a, column);
    for (let i = 0; i < a.rowCount; i++) c[i * columnCount + j] = product[i]!;
  }
  return c;
}
