import type { Encoded } from '../../core/format.ts';
import type { Resource } from '../../core/kernel.ts';
import type { BindingLimits } from '../row-slabs.ts';
import { csrSlabs } from '../spmv/csr-slabs.ts';

/** Consecutive columns whose arrays fit a binding each, and the listed inputs among them. */
export interface ColumnSlab {
  readonly firstColumn: number;
  readonly firstInput: number;
  readonly inputEnd: number;
  /** Column pointers, rows, values. */
  readonly resources: readonly Resource[];
}

/** Columns of A are rows of its transpose, in CSR. @param listed columns, ascending */
export function columnSlabs(
  { arrays, columnCount, rowCount, ...encoded }: Encoded,
  listed: Uint32Array,
  limits: BindingLimits,
): readonly ColumnSlab[] {
  const transposed: Encoded = {
    ...encoded,
    rowCount: columnCount,
    columnCount: rowCount,
    arrays: {
      rowPointers: arrays.columnPointers!,
      columnIndices: arrays.rows!,
      values: arrays.values!,
    },
  };
  return csrSlabs(transposed, limits).map(({ firstRow, rowCount: width, resources }) => ({
    firstColumn: firstRow,
    firstInput: countBelow(listed, firstRow),
    inputEnd: countBelow(listed, firstRow + width),
    resources,
  }));
}

function countBelow(ascending: Uint32Array, limit: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
