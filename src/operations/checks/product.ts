import type { DenseMatrix, SparseMatrix } from '../../core/problem.ts';

/** A left factor: a matrix of f32 values, or of any other numbers. */
export type Factor =
  | (Omit<DenseMatrix, 'values'> & { readonly values: ArrayLike<number> })
  | (Omit<SparseMatrix, 'values'> & { readonly values: ArrayLike<number> });

/**
 * A·x in f64, computed the plain way.
 * @param vector a.columnCount numbers
 */
export function timesVector(a: Factor, vector: ArrayLike<number>): Float64Array<ArrayBuffer> {
  const x = inDoubles(vector);
  const y = new Float64Array(a.rowCount);
  const { values } = a;
  for (let i = 0; i < a.rowCount; i++) {
    if (a.kind === 'dense') {
      y[i] = dot(values, i * a.columnCount, x, a.columnCount);
      continue;
    }
    let sum = 0;
    const end = a.rowPointers[i + 1]!;
    for (let e = a.rowPointers[i]!; e < end; e++) sum += values[e]! * x[a.columnIndices[e]!]!;
    y[i] = sum;
  }
  return y;
}

/** |A|·|x| in f64. */
export function timesVectorAbsolute(a: Factor, vector: ArrayLike<number>): Float64Array<ArrayBuffer> {
  const x = inDoubles(vector);
  const y = new Float64Array(a.rowCount);
  const { values } = a;
  for (let i = 0; i < a.rowCount; i++) {
    if (a.kind === 'dense') {
      y[i] = absoluteDot(values, i * a.columnCount, x, a.columnCount);
      continue;
    }
    let sum = 0;
    const end = a.rowPointers[i + 1]!;
    for (let e = a.rowPointers[i]!; e < end; e++) sum += Math.abs(values[e]! * x[a.columnIndices[e]!]!);
    y[i] = sum;
  }
  return y;
}

/** One type of array wherever it comes from: engines make loops over several types many times slower. */
function inDoubles(vector: ArrayLike<number>): Float64Array {
  return vector instanceof Float64Array ? vector : Float64Array.from(vector);
}

/** Four sums at a time: each addition would wait for the one before. */
function dot(values: ArrayLike<number>, begin: number, x: Float64Array, length: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let k = 0;
  for (; k + 3 < length; k += 4) {
    s0 += values[begin + k]! * x[k]!;
    s1 += values[begin + k + 1]! * x[k + 1]!;
    s2 += values[begin + k + 2]! * x[k + 2]!;
    s3 += values[begin + k + 3]! * x[k + 3]!;
  }
  for (; k < length; k++) s0 += values[begin + k]! * x[k]!;
  return s0 + s1 + (s2 + s3);
}

function absoluteDot(values: ArrayLike<number>, begin: number, x: Float64Array, length: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let k = 0;
  for (; k + 3 < length; k += 4) {
    s0 += Math.abs(values[begin + k]! * x[k]!);
    s1 += Math.abs(values[begin + k + 1]! * x[k + 1]!);
    s2 += Math.abs(values[begin + k + 2]! * x[k + 2]!);
    s3 += Math.abs(values[begin + k + 3]! * x[k + 3]!);
  }
  for (; k < length; k++) s0 += Math.abs(values[begin + k]! * x[k]!);
  return s0 + s1 + (s2 + s3);
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
