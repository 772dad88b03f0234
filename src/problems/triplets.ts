import type { SparseMatrix } from '../core/problem.ts';

/** Entries in any order, possibly repeated, 0-based; the first `count` elements of each array. */
export interface Triplets {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly count: number;
  readonly rows: Uint32Array;
  readonly columns: Uint32Array;
  /** Null for a pattern. */
  readonly values: Float32Array | null;
}

/**
 * What an entry (i, j, v) off the diagonal says of (j, i): nothing, the same value, or −v. Files of symmetric matrices
 * hold one triangle only.
 */
export type Mirror = 'none' | 'same' | 'negated';

/**
 * Entries sorted by row and column, repeated ones summed (f64 sums of f32 values, rounded once).
 * A pattern gets zeros as values, and repeated entries are one.
 */
export function canonicalMatrix(triplets: Triplets, mirror: Mirror): SparseMatrix {
  return withoutRepetition(sortedRows(compressRows(triplets, mirror)));
}

/** Groups entries by row, in file order within a row (a counting sort). */
function compressRows(
  { rowCount, columnCount, count, rows, columns, values }: Triplets,
  mirror: Mirror,
): SparseMatrix {
  const rowPointers = new Uint32Array(rowCount + 1);
  const isMirrored = mirror !== 'none';
  for (let i = 0; i < count; i++) {
    rowPointers[rows[i]! + 1]!++;
    if (isMirrored && rows[i] !== columns[i]) rowPointers[columns[i]! + 1]!++;
  }
  accumulate(rowPointers);
  const next = rowPointers.slice(0, rowCount);
  const nnz = rowPointers[rowCount]!;
  const columnIndices = new Uint32Array(nnz);
  const sortedValues = new Float32Array(nnz);
  const mirrorSign = mirror === 'negated' ? -1 : 1;
  for (let i = 0; i < count; i++) {
    const row = rows[i]!;
    const column = columns[i]!;
    const value = values === null ? 0 : values[i]!;
    const place = next[row]!++;
    columnIndices[place] = column;
    sortedValues[place] = value;
    if (!isMirrored || row === column) continue;
    const mirrored = next[column]!++;
    columnIndices[mirrored] = row;
    sortedValues[mirrored] = mirrorSign * value;
  }
  return { kind: 'sparse', rowCount, columnCount, rowPointers, columnIndices, values: sortedValues };
}

/** Turns counts at i + 1 into offsets. */
function accumulate(pointers: Uint32Array): void {
  for (let i = 1; i < pointers.length; i++) pointers[i]! += pointers[i - 1]!;
}

/** Rows longer than this are not sorted by insertion, whose steps are quadratic in the length. */
const MAX_INSERTION = 48;

/** Entries of equal column keep their order. @param a overwritten */
export function sortedRows(a: SparseMatrix): SparseMatrix {
  const { rowCount, rowPointers, columnIndices, values } = a;
  for (let row = 0; row < rowCount; row++) {
    const start = rowPointers[row]!;
    const end = rowPointers[row + 1]!;
    if (isAscending(columnIndices, start, end)) continue;
    if (end - start > MAX_INSERTION) return transposed(transposed(a));
    for (let i = start + 1; i < end; i++) {
      const column = columnIndices[i]!;
      const value = values[i]!;
      let place = i;
      for (; place > start && columnIndices[place - 1]! > column; place--) {
        columnIndices[place] = columnIndices[place - 1]!;
        values[place] = values[place - 1]!;
      }
      columnIndices[place] = column;
      values[place] = value;
    }
  }
  return a;
}

function isAscending(columnIndices: Uint32Array, start: number, end: number): boolean {
  for (let i = start + 1; i < end; i++) if (columnIndices[i]! < columnIndices[i - 1]!) return false;
  return true;
}

/** Rows of the result are ascending whatever the order in those of the argument: twice sorts all rows in linear time. */
function transposed(a: SparseMatrix): SparseMatrix {
  const rowPointers = new Uint32Array(a.columnCount + 1);
  for (let i = 0; i < a.columnIndices.length; i++) rowPointers[a.columnIndices[i]! + 1]!++;
  accumulate(rowPointers);
  const next = rowPointers.slice(0, a.columnCount);
  const columnIndices = new Uint32Array(a.columnIndices.length);
  const values = new Float32Array(a.columnIndices.length);
  for (let row = 0; row < a.rowCount; row++) {
    for (let i = a.rowPointers[row]!; i < a.rowPointers[row + 1]!; i++) {
      const place = next[a.columnIndices[i]!]!++;
      columnIndices[place] = row;
      values[place] = a.values[i]!;
    }
  }
  const { rowCount, columnCount } = a;
  return { kind: 'sparse', rowCount: columnCount, columnCount: rowCount, rowPointers, columnIndices, values };
}

/** @param a rows ascending; overwritten */
function withoutRepetition(a: SparseMatrix): SparseMatrix {
  const { rowCount, rowPointers, columnIndices, values } = a;
  let kept = 0;
  let start = 0;
  for (let row = 0; row < rowCount; row++) {
    const end = rowPointers[row + 1]!;
    for (let i = start; i < end; ) {
      const column = columnIndices[i]!;
      let sum = values[i]!;
      for (i++; i < end && columnIndices[i] === column; i++) sum += values[i]!;
      columnIndices[kept] = column;
      values[kept++] = sum;
    }
    start = end;
    rowPointers[row + 1] = kept;
  }
  if (kept === values.length) return a;
  return { ...a, columnIndices: columnIndices.slice(0, kept), values: values.slice(0, kept) };
}
