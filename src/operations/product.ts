import type { DenseMatrix, SparseMatrix } from '../core/problem.ts';

/** A left factor: a matrix of f32 values, or of any other numbers. */
export type Factor =
  | (Omit<DenseMatrix, 'values'> & { readonly values: ArrayLike<number> })
  | (Omit<SparseMatrix, 'values'> & { readonly values: ArrayLike<number> });

/**
 * C = A·B in f64, or |A|·|B|, computed the plain way.
 * @param b row-major, a.columnCount × columnCount
 * @param absolute whether to sum |a||b| instead of a·b
 * @returns row-major, a.rowCount × columnCount
 */
export function product(
  a: Factor,
  b: ArrayLike<number>,
  columnCount: number,
  absolute = false,
): Float64Array<ArrayBuffer> {
  const c = new Float64Array(a.rowCount * columnCount);
  const { values } = a;
  for (let i = 0; i < a.rowCount; i++) {
    const begin = a.kind === 'dense' ? i * a.columnCount : a.rowPointers[i]!;
    const end = a.kind === 'dense' ? begin + a.columnCount : a.rowPointers[i + 1]!;
    for (let e = begin; e < end; e++) {
      const k = a.kind === 'dense' ? e - begin : a.columnIndices[e]!;
      const value = absolute ? Math.abs(values[e]!) : values[e]!;
      addScaledRow(c, i * columnCount, value, b, k * columnCount, columnCount, absolute);
    }
  }
  return c;
}

/** target[at + j] += factor · source[from + j], or factor · |source[from + j]|, for 0 ≤ j < count. */
function addScaledRow(
  target: Float64Array,
  at: number,
  factor: number,
  source: ArrayLike<number>,
  from: number,
  count: number,
  absolute: boolean,
): void {
  if (absolute) {
    for (let j = 0; j < count; j++) target[at + j]! += factor * Math.abs(source[from + j]!);
  } else {
    for (let j = 0; j < count; j++) target[at + j]! += factor * source[from + j]!;
  }
}
