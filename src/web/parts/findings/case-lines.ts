import { isProduct } from '../../../core/operation.ts';
import { shortProblem } from '../../../core/record/address.ts';
import type { BenchRecord } from '../../../core/record/record.ts';
import { durationColumn, formatNumber, siColumn } from '../../../core/units.ts';
import {
  type CaseRow,
  caseRow,
  type RowContext,
  resolvedTimesNs,
  shapeOf,
  tunedText,
} from '../../../report/rows/case-rows.ts';
import { distinctRemarks, type Remark } from '../../../report/rows/remarks.ts';

/** "rowsPerGroup=8": what differs from the kernel's defaults. */
export function tunablesText({ record }: CaseLine): string {
  return tunedText(record);
}

/** One row of the table of all cases. */
export interface CaseLine {
  readonly address: string;
  readonly record: BenchRecord;
  /** Null where the case has no number. */
  readonly row: CaseRow | null;
  /** Why it has none; null where it has. */
  readonly notMeasured: string | null;
}

export interface CaseColumn {
  readonly id: string;
  /** With its unit. */
  readonly label: string;
  readonly meaning: string;
  readonly numeric: boolean;
  text(line: CaseLine): string;
}

export function caseLines(records: readonly BenchRecord[], run: RowContext): readonly CaseLine[] {
  return records.map(record => ({
    address: record.address,
    record,
    row: record.status === 'ok' ? caseRow(record, run) : null,
    notMeasured:
      record.status === 'ok'
        ? null
        : record.status === 'skipped'
          ? `skipped: ${record.reason}`
          : `failed at ${record.stage}: ${record.message}`,
  }));
}

/** Columns with one unit each, chosen by what is in them. */
export function caseColumns(lines: readonly CaseLine[]): readonly CaseColumn[] {
  const rows = lines.flatMap(line => (line.row ? [line.row] : []));
  const common = commonRemarks(lines);
  const time = durationColumn(resolvedTimesNs(rows));
  const flops = siColumn(rows.flatMap(row => row.flopsPerSecond ?? []));
  const bytes = siColumn(rows.flatMap(row => row.bytesPerSecond ?? []));
  const numeric = (id: CaseValue, label: string, meaning: string, divisor: number): CaseColumn => ({
    id,
    label,
    meaning,
    numeric: true,
    text: line => scaledText(numberOf(line, id), divisor, line),
  });
  return [
    {
      id: 'kernel',
      label: 'Kernel',
      meaning: 'Kernel, with the tunables that differ from its defaults',
      numeric: false,
      text: line => line.record.case.kernelId,
    },
    {
      id: 'problem',
      label: 'Problem',
      meaning: 'Pattern and shape of the matrix',
      numeric: false,
      text: problemText,
    },
    numeric('density', 'Density, %', 'Nonzeros ÷ all elements', 0.01),
    numeric('time', `Time, ${time.unit}`, 'Median time of one execution', time.divisor),
    numeric('spread', '±, %', 'Larger half of the 95 % interval of the median', 0.01),
    numeric('flops', `${flops.prefix}FLOP/s`, 'Useful FLOPs ÷ median time', flops.divisor),
    numeric('bytes', `${bytes.prefix}B/s`, 'Compulsory bytes ÷ median time', bytes.divisor),
    numeric('share', '% of read', 'Compulsory bytes per second ÷ the read ceiling of the same run', 0.01),
    numeric('error', 'Error', 'Largest error ÷ the allowed error, over all checked elements', 1),
    {
      id: 'flags',
      label: 'Remarks',
      meaning: 'What to know about the number',
      numeric: false,
      text: line => flagText(line, common),
    },
  ];
}

type CaseValue = 'density' | 'time' | 'spread' | 'flops' | 'bytes' | 'share' | 'error';

function numberOf({ row }: CaseLine, id: CaseValue): number | null {
  if (row === null) return null;
  const { record } = row;
  const values: Readonly<Record<CaseValue, number | null>> = {
    density: record.problem.nnz > 0 && isProduct(record) ? record.problem.density : null,
    time: row.resolved ? record.summary.medianNs : null,
    spread: row.halfWidthRatio,
    flops: row.flopsPerSecond,
    bytes: row.bytesPerSecond,
    share: row.readFraction,
    error: record.check.worstRatio,
  };
  return values[id];
}

/** Stands where a row has no value of a column. */
export const NOTHING = '–';

function scaledText(value: number | null, divisor: number, line: CaseLine): string {
  if (value !== null) return formatNumber(value / divisor);
  return line.row?.resolved === false ? 'unresolved' : NOTHING;
}

function problemText({ record }: CaseLine): string {
  if (record.status !== 'ok') return shortProblem(record.case.problem);
  const conditions = [
    record.case.cache === 'hot' ? 'hot' : '',
    record.case.memoryShare < 1 ? `p = ${record.case.memoryShare}` : '',
    record.timerId === 'wall' ? 'wall clock' : '',
  ].filter(word => word !== '');
  const subject = isProduct(record)
    ? `${record.problem.pattern} ${shapeOf(record)}`
    : shortProblem(record.case.problem);
  return [subject, ...conditions].join(', ');
}

/** Remarks that hold for more than half of the rows with a number: they are said once. */
export function commonRemarks(lines: readonly CaseLine[]): readonly Remark[] {
  const rows = lines.flatMap(({ row }) => (row ? [row] : []));
  const holdsFor = (letter: string) =>
    rows.filter(({ remarks }) => remarks.some(remark => remark.letter === letter)).length;
  const all = distinctRemarks(rows.flatMap(({ remarks }) => remarks));
  return all.filter(({ letter }) => holdsFor(letter) > rows.length / 2);
}

function flagText({ row }: CaseLine, common: readonly Remark[]): string {
  if (row === null) return '';
  const said = new Set(common.map(({ letter }) => letter));
  return row.remarks
    .filter(({ letter }) => !said.has(letter))
    .map(remark => remark.meaning.split(':')[0])
    .join(', ');
}

/** What has a number before what has a reason instead; else in the order of the file. */
export function measuredFirst(lines: readonly CaseLine[]): readonly CaseLine[] {
  return [...lines.filter(({ row }) => row !== null), ...lines.filter(({ row }) => row === null)];
}

/** Rows without a value stay at the end, whichever way. */
export function sortLines(
  lines: readonly CaseLine[],
  columnId: string,
  descending: boolean,
): readonly CaseLine[] {
  const sign = descending ? -1 : 1;
  const column = caseColumns(lines).find(candidate => candidate.id === columnId);
  if (!column) return lines;
  return lines.toSorted((a, b) => {
    if (!column.numeric) return sign * column.text(a).localeCompare(column.text(b), 'en', { numeric: true });
    const left = numberOf(a, columnId as CaseValue);
    const right = numberOf(b, columnId as CaseValue);
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return sign * (left - right);
  });
}
