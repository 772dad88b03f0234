import { formatInterval } from '../../core/interval.ts';
import type { BenchRecord } from '../../core/record/record.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import {
  formatBytesPerSecond,
  formatDuration,
  formatFlopsPerSecond,
  formatNumber,
  formatShare,
} from '../../core/units.ts';
import { type CaseRow, failedRecords, skippedRecords } from '../rows/case-rows.ts';
import { code, escaped, mdTable } from './markdown-text.ts';

const CASE_HEADERS = [
  'case',
  'density',
  'time (95 % interval)',
  'FLOP/s',
  'B/s',
  'of read',
  'error ÷ allowed',
  'remarks',
];

/** Cases that were timed, under a heading. */
export function caseSection(title: string, rows: readonly CaseRow[]): string {
  return `${title}\n\n${mdTable(CASE_HEADERS, rows.map(caseCells), 1)}`;
}

function caseCells(row: CaseRow): string[] {
  const { summary, problem, check, address } = row.record;
  const { medianNs, lowNs, highNs } = summary;
  const time = formatInterval(medianNs, lowNs, highNs, formatDuration);
  return [
    code(address),
    formatShare(problem.density),
    row.resolved ? time : 'n/a',
    row.flopsPerSecond === null ? 'n/a' : formatFlopsPerSecond(row.flopsPerSecond),
    row.bytesPerSecond === null ? 'n/a' : formatBytesPerSecond(row.bytesPerSecond),
    row.readFraction === null ? 'n/a' : formatShare(row.readFraction),
    formatNumber(check.worstRatio),
    escaped(row.remarks.map(remark => remark.meaning).join('; ')),
  ];
}

/** Cases that failed and cases that were left out, with their reasons. */
export function unmeasuredSections(file: ResultFile): readonly string[] {
  return [
    unmeasuredSection('Failed', failedRecords(file), record => `${record.stage}: ${record.message}`),
    unmeasuredSection('Skipped', skippedRecords(file), record => record.reason),
  ];
}

function unmeasuredSection<T extends BenchRecord>(
  title: string,
  records: readonly T[],
  reason: (record: T) => string,
): string {
  if (records.length === 0) return '';
  return `## ${title}\n\n${records.map(record => `- ${code(record.address)}: ${escaped(reason(record))}`).join('\n')}`;
}
