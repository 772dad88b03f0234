import { adapterName, clockWarning } from '../core/environment.ts';
import { printable } from '../core/printable.ts';
import type { BenchRecord, OkRecord } from '../core/record/record.ts';
import type { JudgedFile } from '../core/record/result-file.ts';
import { type CaseRow, caseRow } from './rows/case-rows.ts';

export type Cell = string | number | null;

interface Column {
  readonly name: string;
  cell(record: BenchRecord, file: JudgedFile, row: CaseRow | null): Cell;
}

function everyRecord(name: string, cell: (record: BenchRecord, file: JudgedFile) => Cell): Column {
  return { name, cell };
}

function timedRecord(name: string, cell: (record: OkRecord, row: CaseRow) => Cell): Column {
  return { name, cell: (_record, _file, row) => (row === null ? null : cell(row.record, row)) };
}

const COLUMNS: readonly Column[] = [
  everyRecord('machine', (_, file) => adapterName(file.environment.adapter)),
  everyRecord('label', (_, file) => file.environment.label),
  everyRecord('class', (_, file) => file.environment.adapter.class),
  everyRecord('runtime', (_, file) => `${file.environment.runtime.name} ${file.environment.runtime.version}`),
  everyRecord('suite', (_, file) => file.session.suite),
  everyRecord('started_at', (_, file) => file.session.startedAt),
  everyRecord('address', record => record.address),
  everyRecord('status', record => record.status),
  everyRecord('reason', reasonOf),
  everyRecord('operation', record => record.operation),
  everyRecord('kernel', record => record.case.kernelId),
  everyRecord('format', record => record.format),
  everyRecord('cache', record => record.case.cache),
  everyRecord('memory_share', record => record.case.memoryShare),
  timedRecord('pattern', record => record.problem.pattern),
  timedRecord('rows', record => record.problem.rowCount),
  timedRecord('columns', record => record.problem.columnCount),
  timedRecord('rhs_columns', record => record.problem.rhsColumnCount),
  timedRecord('nnz', record => record.problem.nnz),
  timedRecord('stored_entries', record => record.problem.storedEntries ?? record.problem.nnz),
  timedRecord('density', record => record.problem.density),
  timedRecord('timer', record => record.timerId),
  timedRecord('resolution_ns', record => record.resolutionNs),
  timedRecord('median_ns', record => record.summary.medianNs),
  timedRecord('low_ns', record => record.summary.lowNs),
  timedRecord('high_ns', record => record.summary.highNs),
  timedRecord('mad_ns', record => record.summary.madNs),
  timedRecord('min_ns', record => record.summary.minNs),
  timedRecord('samples', record => record.summary.sampleCount),
  timedRecord('drift_ratio', record => record.summary.driftRatio),
  timedRecord('flags', record => record.summary.flags.join(' ')),
  timedRecord('useful_flops', record => record.work.usefulFlops),
  timedRecord('executed_flops', record => record.work.executedFlops),
  timedRecord('compulsory_bytes', record => record.work.compulsoryBytes),
  timedRecord('modelled_bytes', record => record.work.modelledBytes),
  timedRecord('useful_flops_per_second', (_, row) => row.flopsPerSecond),
  timedRecord('compulsory_bytes_per_second', (_, row) => row.bytesPerSecond),
  timedRecord('fraction_of_read', (_, row) => row.readFraction),
  timedRecord('check', record => record.check.method),
  timedRecord('check_worst_ratio', record => record.check.worstRatio),
  timedRecord('conversion_ns', record => record.conversionNs ?? null),
  timedRecord('copies', record => record.copies.count),
  timedRecord('working_set_bytes', record => record.copies.workingSetBytes),
  timedRecord('stop', record => record.stop.reason),
  timedRecord('rounds', record => record.stop.rounds),
  everyRecord('kind', record => record.kind),
  everyRecord('family', record => record.family),
  everyRecord('value_type', record => record.valueType),
  everyRecord('launch_hash', record => record.launchHash),
  everyRecord('clocks', (_, { environment }) => clockWarning(environment.clock)),
  everyRecord('file_disagreement', (_, file) => file.disagreement?.first ?? null),
];

/** RFC 4180: one line a record, numbers in full; empty where there is none. */
export function toCsv(files: JudgedFile | readonly JudgedFile[]): string {
  const all = Array.isArray(files) ? (files as readonly JudgedFile[]) : [files as JudgedFile];
  const lines = all.flatMap(file =>
    file.records.map(record => {
      const row = record.status === 'ok' ? caseRow(record, file) : null;
      return csvLine(COLUMNS.map(column => column.cell(record, file, row)));
    }),
  );
  return [COLUMNS.map(column => column.name).join(','), ...lines, ''].join('\r\n');
}

export function csvLine(cells: readonly Cell[]): string {
  return cells.map(csvCell).join(',');
}

function reasonOf(record: BenchRecord): string | null {
  if (record.status === 'skipped') return record.reason;
  return record.status === 'failed' ? `${record.stage}: ${record.message}` : null;
}

/** Where a spreadsheet looks for a formula: it takes full-width signs for ASCII ones, and passes over what is empty. */
const FORMULA = /^[\s\p{Cc}\p{Default_Ignorable_Code_Point}]*[=+\-@]/u;

/** An apostrophe keeps text from being a formula. What cannot be seen is replaced: people print files on terminals. */
function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = printable(cell);
  const inert = FORMULA.test(cell.normalize('NFKC')) ? `'${text}` : text;
  // Where the decimal mark is a comma, spreadsheets separate by semicolons.
  return /[",;]/.test(inert) ? `"${inert.replace(/"/g, '""')}"` : inert;
}
