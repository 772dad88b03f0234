import { parquetWriteBuffer } from 'hyparquet-writer';
import { type Column, RECORD_COLUMNS, type RecordRow, RUN_COLUMNS, type RunRow } from './columns.ts';

/** Rows that a reader fetches together: of one kernel in a large corpus, and little enough for one range. */
const GROUP_ROWS = 10_000;

/** runs.parquet, newest run first; the same for every order of the same rows. */
export function runsParquet(rows: readonly RunRow[]): Uint8Array<ArrayBuffer> {
  const sorted = [...rows].sort((a, b) => order(b.date, a.date) || order(a.sha256, b.sha256));
  return parquet(RUN_COLUMNS, sorted);
}

/** records.parquet, sorted by kernel, then by what it was timed on; the same for every order of the same rows. */
export function recordsParquet(rows: readonly RecordRow[]): Uint8Array<ArrayBuffer> {
  return parquet(RECORD_COLUMNS, [...rows].sort(byKernel));
}

/** Columns in the order of sorting; what is equal in all of them is equal. */
const SORTED_BY = [
  'kernel',
  'operation',
  'valueType',
  'pattern',
  'm',
  'k',
  'n',
  'nnz',
  'cache',
  'run',
  'memoryShare',
  'timer',
  'launchHash',
  'status',
  'medianNs',
  'lowNs',
  'highNs',
] as const satisfies readonly (keyof RecordRow)[];

function byKernel(a: RecordRow, b: RecordRow): number {
  for (const name of SORTED_BY) {
    const difference = order(a[name], b[name]);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** By code units, or by size; null first. */
function order<T extends string | number | null>(a: T, b: T): number {
  if (a === b) return 0;
  if (a === null) return -1;
  return b !== null && a > b ? 1 : b === null ? 1 : -1;
}

function parquet<Name extends string>(
  columns: readonly Column<Name>[],
  rows: readonly Readonly<Record<Name, unknown>>[],
): Uint8Array<ArrayBuffer> {
  const buffer = parquetWriteBuffer({
    columnData: columns.map(({ name, type, nullable = false }) => ({
      name,
      type,
      nullable,
      data: rows.map(row => row[name]),
    })),
    rowGroupSize: GROUP_ROWS,
    createdBy: 'ridgepoint',
  });
  return new Uint8Array(buffer);
}
