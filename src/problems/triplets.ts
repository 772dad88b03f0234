import type { SparseMatrix } from '../core/problem.ts';

/** Entries in any order, possibly repeated, 0-based. */
export interface Triplets {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly blocks: readonly EntryBlock[];
}

/** The first `count` elements of each array. */
export interface EntryBlock {
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

export interface Canonical {
  readonly matrix: SparseMatrix;
  /** Entries among the triplets whose place another one had before. */
  readonly repeatedCount: number;
}

/**
 * Entries sorted by row and column, repeated ones summed (f64 sums of f32 values, rounded once).
 * A pattern gets zeros as values, and repeated entries are one.
 * @param takeTriplets gives them away: what it read them from is not needed, and not kept, any more
 */
export function canonicalMatrix(takeTriplets: () => Triplets, mirror: Mirror): Canonical {
  return withoutRepetition(sortedRows(compressRows(takeTriplets(), mirror)), mirror);
}

/** Groups entries by row, in file order within a row (a counting sort). */
function compressRows({ rowCount, columnCount, blocks }: Triplets, mirror: Mirror): SparseMatrix {
  const rowPointers = new Uint32Array(rowCount + 1);
  for (const block of blocks) countRows(block, mirror, rowPointers);
  accumulate(rowPointers);
  const next = rowPointers.slice(0, rowCount);
  const nnz = rowPointers[rowCount]!;
  const columnIndices = new Uint32Array(nnz);
  const values = new Float32Array(nnz);
  const a: SparseMatrix = { kind: 'sparse', rowCount, columnCount, rowPointers, columnIndices, values };
  for (const block of blocks) placeEntries(block, mirror, next, a);
  return a;
}

/** Adds the entries of row i to counts[i + 1]. */
function countRows({ count, rows, columns }: EntryBlock, mirror: Mirror, counts: Uint32Array): void {
  const isMirrored = mirror !== 'none';
  for (let i = 0; i < count; i++) {
    counts[rows[i]! + 1]!++;
    if (isMirrored && rows[i] !== columns[i]) counts[columns[i]! + 1]!++;
  }
}

/** @param next where the next entry of each row goes; moved on. @param a written to */
function placeEntries(
  { count, rows, columns, values }: EntryBlock,
  mirror: Mirror,
  next: Uint32Array,
  a: SparseMatrix,
): void {
  const { columnIndices, values: sorted } = a;
  const isMirrored = mirror !== 'none';
  const mirrorSign = mirror === 'negated' ? -1 : 1;
  for (let i = 0; i < count; i++) {
    const row = rows[i]!;
    const column = columns[i]!;
    const value = values === null ? 0 : values[i]!;
    const place = next[row]!++;
    columnIndices[place] = column;
    sorted[place] = value;
    if (!isMirrored || row === column) continue;
    const mirrored = next[column]!++;
    columnIndices[mirrored] = row;
    sorted[mirrored] = mirrorSign * value;
  }
}

/** Turns counts at i + 1 into offsets. */
function accumulate(pointers: Uint32Array): void {
  for (let i = 1; i < pointers.length; i++) pointers[i]! += pointers[i - 1]!;
}

/** Rows longer than this are not sorted by insertion, whose steps are quadratic in the length. */
const MAX_INSERTION = 48;

/** Columns are below 2^31: times this, f64 holds all whole numbers. */
const MOST_KEYED = 2 ** 22;

/** Entries of equal column keep their order. @param a overwritten; @param mostKeyed longer rows are sorted in parts */
export function sortedRows(a: SparseMatrix, mostKeyed = MOST_KEYED): SparseMatrix {
  const { rowCount, rowPointers, columnIndices } = a;
  for (let row = 0; row < rowCount; row++) {
    const start = rowPointers[row]!;
    const end = rowPointers[row + 1]!;
    if (isAscending(columnIndices, start, end)) continue;
    if (end - start > MAX_INSERTION) sortLongRow(a, start, end, mostKeyed);
    else sortByInsertion(a, start, end);
  }
  return a;
}

function sortByInsertion({ columnIndices, values }: SparseMatrix, start: number, end: number): void {
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

/** By numbers column · length + position. */
function sortLongRow(a: SparseMatrix, start: number, end: number, mostKeyed: number): void {
  const length = end - start;
  if (length > mostKeyed) {
    sortInHalves(a, start, end, mostKeyed);
    return;
  }
  const columns = a.columnIndices.subarray(start, end);
  const values = a.values.slice(start, end);
  const keys = Float64Array.from(columns, (column, i) => column * length + i).sort();
  for (let i = 0; i < length; i++) {
    const column = Math.floor(keys[i]! / length);
    columns[i] = column;
    a.values[start + i] = values[keys[i]! - column * length]!;
  }
}

/** Each half, then both merged. */
function sortInHalves(a: SparseMatrix, start: number, end: number, mostKeyed: number): void {
  const middle = (start + end) >>> 1;
  sortLongRow(a, start, middle, mostKeyed);
  sortLongRow(a, middle, end, mostKeyed);
  const columns = a.columnIndices.slice(start, middle);
  const values = a.values.slice(start, middle);
  let right = middle;
  let place = start;
  for (let left = 0; left < columns.length; place++) {
    // Of equal columns the left one came first.
    const isLeft = right === end || columns[left]! <= a.columnIndices[right]!;
    a.columnIndices[place] = isLeft ? columns[left]! : a.columnIndices[right]!;
    a.values[place] = isLeft ? values[left++]! : a.values[right++]!;
  }
}

function isAscending(columnIndices: Uint32Array, start: number, end: number): boolean {
  for (let i = start + 1; i < end; i++) if (columnIndices[i]! < columnIndices[i - 1]!) return false;
  return true;
}

/** @param a rows ascending; overwritten */
function withoutRepetition(a: SparseMatrix, mirror: Mirror): Canonical {
  const { rowCount, rowPointers, columnIndices, values } = a;
  let kept = 0;
  let repeatedCount = 0;
  let start = 0;
  for (let row = 0; row < rowCount; row++) {
    const end = rowPointers[row + 1]!;
    for (let i = start; i < end; ) {
      const column = columnIndices[i]!;
      const first = i;
      let sum = values[i]!;
      for (i++; i < end && columnIndices[i] === column; i++) sum += values[i]!;
      // Of a mirrored matrix the triplets are one triangle.
      if (mirror === 'none' || column <= row) repeatedCount += i - first - 1;
      columnIndices[kept] = column;
      values[kept++] = sum;
    }
    start = end;
    rowPointers[row + 1] = kept;
  }
  if (kept === values.length) return { matrix: a, repeatedCount };
  const matrix = { ...a, columnIndices: columnIndices.slice(0, kept), values: values.slice(0, kept) };
  return { matrix, repeatedCount };
}
