import { isHost, plainRecords, usableRecords } from '../analysis/evidence/usable.ts';
import type { BenchRecord, OkRecord } from '../core/record/record.ts';
import type { ResultFile } from '../core/record/result-file.ts';
import type { RecordRow } from './columns.ts';

/** A row a record, measured or not. */
export function recordRows({
  sha256,
  records,
}: Pick<ResultFile, 'sha256' | 'records'>): readonly RecordRow[] {
  const usable = usableRecords(records);
  const [resolved, compared] = [new Set<BenchRecord>(usable), new Set<BenchRecord>(plainRecords(usable))];
  return records.map(record => ({
    run: sha256,
    operation: record.operation,
    kernel: record.case.kernelId,
    format: record.format,
    valueType: record.valueType,
    cache: record.case.cache,
    launchHash: record.launchHash,
    kind: record.kind,
    memoryShare: record.case.memoryShare,
    compared: compared.has(record) && !isHost(record),
    ...(record.status === 'ok' ? measuredColumns(record, resolved.has(record)) : unmeasuredColumns(record)),
  }));
}

type MeasuredName =
  | 'pattern'
  | 'm'
  | 'k'
  | 'n'
  | 'nnz'
  | 'density'
  | 'timer'
  | 'status'
  | 'medianNs'
  | 'lowNs'
  | 'highNs'
  | 'usefulFlops'
  | 'compulsoryBytes'
  | 'conversionNs';

/** What was below the resolution of its clock has no time, whatever its samples say. */
function measuredColumns(record: OkRecord, isResolved: boolean): Pick<RecordRow, MeasuredName> {
  const { problem, summary, work } = record;
  const { rowCount, columnCount, nnz } = problem;
  return {
    pattern: problem.pattern,
    m: rowCount,
    k: columnCount,
    n: problem.rhsColumnCount,
    nnz,
    density: rowCount * columnCount > 0 ? nnz / (rowCount * columnCount) : null,
    timer: record.timerId,
    status: isResolved ? 'ok' : 'unresolved',
    medianNs: isResolved ? summary.medianNs : null,
    lowNs: isResolved ? summary.lowNs : null,
    highNs: isResolved ? summary.highNs : null,
    usefulFlops: work.usefulFlops,
    compulsoryBytes: work.compulsoryBytes,
    conversionNs: record.conversionNs ?? null,
  };
}

function unmeasuredColumns(record: Exclude<BenchRecord, OkRecord>): Pick<RecordRow, MeasuredName> {
  return {
    pattern: record.case.problem.generator,
    m: null,
    k: null,
    n: null,
    nnz: null,
    density: null,
    timer: null,
    status: record.status,
    medianNs: null,
    lowNs: null,
    highNs: null,
    usefulFlops: null,
    compulsoryBytes: null,
    conversionNs: null,
  };
}
