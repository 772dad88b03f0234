import type { ResultFile } from '../../core/record/result-file.ts';
import { durationColumn, formatNumber, formatShare, siColumn } from '../../core/units.ts';
import {
  type CaseGroup,
  type CaseRow,
  kernelLabel,
  mainGroups,
  otherGroups,
  resolvedTimesNs,
} from '../rows/case-rows.ts';
import { distinctRemarks } from '../rows/remarks.ts';
import type { Painter } from './colour.ts';
import { alignColumns, type Column, REPORT_WIDTH, wrap } from './text.ts';

/** One line a case, its units in the header. */
export function caseTable(group: CaseGroup, paint: Painter): string[] {
  const time = durationColumn(resolvedTimesNs(group.rows));
  const flops = siColumn(group.rows.map(row => row.flopsPerSecond ?? 0));
  const bytes = siColumn(group.rows.map(row => row.bytesPerSecond ?? 0));
  const columns: Column[] = [
    { header: '  kernel', align: 'left', flexible: true },
    { header: 'density', align: 'right' },
    { header: time.unit, align: 'right' },
    { header: '± %', align: 'right' },
    { header: `${flops.prefix}FLOP/s`, align: 'right' },
    { header: `${bytes.prefix}B/s`, align: 'right' },
    { header: 'of read', align: 'right' },
    { header: 'check', align: 'left' },
  ];
  const rows = group.rows.map(row => [
    `  ${kernelLabel(row.record)}`,
    formatShare(row.record.problem.density),
    row.resolved ? formatNumber(row.record.summary.medianNs / time.divisor) : 'n/a',
    numberCell(row.halfWidthRatio, 100, 2),
    numberCell(row.flopsPerSecond, 1 / flops.divisor),
    numberCell(row.bytesPerSecond, 1 / bytes.divisor),
    row.readFraction === null ? 'n/a' : formatShare(row.readFraction),
    checkMark(row),
  ]);
  const [head = '', ...body] = alignColumns(columns, rows, REPORT_WIDTH);
  const title = wrap(group.title, REPORT_WIDTH, '  ').map(line => paint('heading', line));
  return [...title, paint('quiet', head), ...body];
}

/** "n/a" where there is none. */
export function numberCell(value: number | null, factor: number, digits = 3): string {
  return value === null ? 'n/a' : formatNumber(value * factor, digits);
}

/** Every timed row was checked: no check, no timing. */
function checkMark(row: CaseRow): string {
  const letters = row.remarks.map(remark => remark.letter);
  return ['✓', ...letters].join(' ');
}

/** What the marks mean, and what the tables leave out. */
export function footnotes(file: ResultFile, groups: readonly CaseGroup[] = mainGroups(file)): string[] {
  if (groups.length === 0) return [];
  const remarks = distinctRemarks(groups.flatMap(group => group.rows.flatMap(row => row.remarks)));
  const shown = new Set(groups.map(({ key }) => key));
  const hidden = otherGroups(file)
    .filter(({ key }) => !shown.has(key))
    .reduce((sum, group) => sum + group.rows.length, 0);
  return [
    ...wrap('✓ output checked against an f64 reference before and after timing', REPORT_WIDTH, '  '),
    ...remarks.flatMap(remark => wrap(`${remark.letter} ${remark.meaning}`, REPORT_WIDTH, '  ')),
    ...(hidden === 0
      ? []
      : wrap(
          `${hidden} probes, diluted and wall-clock cases are in the file: --format csv lists them`,
          REPORT_WIDTH,
        )),
  ];
}
