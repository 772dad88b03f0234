import { groupBy, isHost, isVendor, isWallVariant } from '../../analysis/evidence/usable.ts';
import compulsoryBytes from '../../analysis/metrics/compulsory-bytes.metric.ts';
import { type MeasuredRun, resolvedNs } from '../../analysis/metrics/metric.ts';
import readFraction from '../../analysis/metrics/read-fraction.metric.ts';
import usefulFlops from '../../analysis/metrics/useful-flops.metric.ts';
import { isProduct, type OperationId } from '../../core/operation.ts';
import type { BenchRecord, FailedRecord, OkRecord, SkippedRecord } from '../../core/record/record.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { formatShape } from '../../core/units.ts';
import { type Remark, remarksOf } from './remarks.ts';

/** What a record says about its case, per execution. Null: not measured, or there is nothing of the kind. */
export interface CaseRow {
  readonly record: OkRecord;
  /** False: the median lies under 20 clock steps, and no number may be read off it. */
  readonly resolved: boolean;
  /** Useful FLOPs over the median time. */
  readonly flopsPerSecond: number | null;
  /** Compulsory bytes over the median time. */
  readonly bytesPerSecond: number | null;
  /** Share of the time that reading the bytes explains, b of the verdict; may exceed 1. Null on the host. */
  readonly readFraction: number | null;
  /** Larger half of the 95 % interval ÷ median. */
  readonly halfWidthRatio: number | null;
  readonly remarks: readonly Remark[];
}

/** What a row needs of its run. */
export type RowContext = MeasuredRun & Pick<ResultFile, 'environment'>;

/** Cases that answer one question: same operation, pattern, shape and cache state. */
export interface CaseGroup {
  readonly key: string;
  readonly operation: OperationId;
  /** "matvec · uniform 4,096 × 4,096". */
  readonly title: string;
  readonly rows: readonly CaseRow[];
}

export function caseRow(record: OkRecord, run: RowContext): CaseRow {
  const { medianNs, lowNs, highNs } = record.summary;
  const resolved = resolvedNs(record) !== null;
  return {
    record,
    resolved,
    flopsPerSecond: usefulFlops.of(record, run),
    bytesPerSecond: compulsoryBytes.of(record, run),
    readFraction: readFraction.of(record, run),
    halfWidthRatio: resolved ? Math.max(highNs - medianNs, medianNs - lowNs) / medianNs : null,
    remarks: remarksOf(record, run.environment.clock),
  };
}

/** What the unit of a column of times is chosen by: unresolved medians are not printed in it. */
export function resolvedTimesNs(rows: readonly CaseRow[]): readonly number[] {
  return rows.filter(row => row.resolved).map(row => row.record.summary.medianNs);
}

/** Matrix products and host rows as they are; probes, diluted and wall-clock cases are summed up by the findings. */
export function isMainCase(record: BenchRecord): record is OkRecord {
  return (
    record.status === 'ok' &&
    record.case.memoryShare === 1 &&
    !isWallVariant(record) &&
    (isProduct(record) || isHost(record) || isVendor(record))
  );
}

/** Groups of main cases in the order of the file, rows by density, then time. */
export function mainGroups(file: RowContext): readonly CaseGroup[] {
  return groupRows(file.records.filter(isMainCase).map(record => caseRow(record, file)));
}

/** Every other case with a number: probes, diluted and wall-clock cases. */
export function otherGroups(file: RowContext): readonly CaseGroup[] {
  const others = file.records.filter(
    (record): record is OkRecord => record.status === 'ok' && !isMainCase(record),
  );
  return groupRows(others.map(record => caseRow(record, file)));
}

function groupRows(rows: readonly CaseRow[]): readonly CaseGroup[] {
  const groups = new Map<string, CaseRow[]>();
  for (const row of rows) {
    const title = groupTitle(row.record);
    const members = groups.get(title);
    if (members === undefined) groups.set(title, [row]);
    else members.push(row);
  }
  return [...groups].map(([title, members]) => ({
    key: title,
    operation: members[0]!.record.operation,
    title,
    rows: members.toSorted(byDensityThenTime),
  }));
}

function byDensityThenTime(a: CaseRow, b: CaseRow): number {
  const density = a.record.problem.density - b.record.problem.density;
  return density !== 0 ? density : a.record.summary.medianNs - b.record.summary.medianNs;
}

function groupTitle(record: OkRecord): string {
  const { pattern } = record.problem;
  const subject = isProduct(record) ? `${pattern} ${shapeOf(record)}` : pattern;
  const conditions = [
    record.case.cache === 'hot' ? 'hot cache' : '',
    record.case.memoryShare < 1 ? 'diluted' : '',
    isWallVariant(record) ? 'wall clock' : '',
    isHost(record) && !isProduct(record) ? 'on the host' : '',
  ].filter(condition => condition !== '');
  return [record.operation, subject, ...conditions].filter(part => part.trim() !== '').join(' · ');
}

/** "4,096 × 4,096" of A; products with several right-hand sides add their number: M × K × N. */
export function shapeOf(record: OkRecord): string {
  const { rowCount, columnCount, rhsColumnCount } = record.problem;
  return rhsColumnCount > 1
    ? formatShape(rowCount, columnCount, rhsColumnCount)
    : formatShape(rowCount, columnCount);
}

/** Kernel with the tunables that differ from its defaults: "gemm/tiled tile=32". */
export function kernelLabel(record: BenchRecord): string {
  return [record.case.kernelId, tunedText(record)].filter(Boolean).join(' ');
}

/** "tile=32": the tunables that differ from the kernel's defaults. */
export function tunedText({ case: { tunables }, tuned }: BenchRecord): string {
  return tuned.map(name => `${name}=${tunables[name]}`).join(' ');
}

export function skippedRecords(file: Pick<ResultFile, 'records'>): readonly SkippedRecord[] {
  return file.records.filter(record => record.status === 'skipped');
}

/** Reasons with numbers of their own for every case, by what they have in common. */
const ALIKE: readonly (readonly [heading: string, reason: RegExp])[] = [
  ['clearly slower than another kernel in rounds before', /^in rounds before it took /],
  ['mostly padding in its format', / would hold \d+ cells for \d+ nonzeros, /],
];

/** A used-up time budget alone can skip dozens. */
export function skippedByReason(
  file: Pick<ResultFile, 'records'>,
): ReadonlyMap<string, readonly SkippedRecord[]> {
  return groupBy(
    skippedRecords(file),
    ({ reason }) => ALIKE.find(([, pattern]) => pattern.test(reason))?.[0] ?? reason,
  );
}

/** What a case adds to the heading that it stands under; empty where that says all. */
export function ownReason({ reason }: SkippedRecord, heading: string): string {
  return reason === heading ? '' : `: ${reason}`;
}

export function failedRecords(file: Pick<ResultFile, 'records'>): readonly FailedRecord[] {
  return file.records.filter(record => record.status === 'failed');
}

/** What went wrong first, in a line; null where nothing did. */
export function failureText(file: Pick<ResultFile, 'records'>): string | null {
  const [first, ...rest] = failedRecords(file);
  if (first === undefined) return null;
  const more = rest.length === 0 ? '' : ` (and ${rest.length} more)`;
  return `Failed${more}: ${first.case.kernelId}: ${first.stage}: ${first.message}`;
}
