import { durationColumn, formatNumber, formatShare, siColumn } from '../../core/units.ts';
import { type RowContext, resolvedTimesNs } from '../rows/case-rows.ts';
import { topKernels } from '../rows/highlights.ts';
import { clockMark } from '../rows/remarks.ts';
import { numberCell } from './table-cases.ts';
import { alignColumns, type Column, REPORT_WIDTH, shorten } from './text.ts';

/** Names of files may be longer. */
const PROBLEM_WIDTH = 32;

/** A line each, under one of headers; nothing where no product was timed. Matrices of the user's have lines of their own. */
export function topKernelTable(run: RowContext): readonly string[] {
  const kernels = topKernels(run).filter(({ row }) => row.record.case.problem.generator !== 'file');
  if (kernels.length === 0) return [];
  const rows = kernels.map(({ row }) => row);
  const time = durationColumn(resolvedTimesNs(rows));
  const flops = siColumn(rows.map(row => row.flopsPerSecond ?? 0));
  const columns: Column[] = [
    { header: 'Fastest kernel', align: 'left', flexible: true },
    { header: `of${clockMark(run.environment.clock)}`, align: 'left' },
    { header: time.unit, align: 'right' },
    { header: '± %', align: 'right' },
    { header: `${flops.prefix}FLOP/s`, align: 'right' },
    { header: 'of read', align: 'right' },
  ];
  const cells = kernels.map(({ problem, row }) => [
    `  ${row.record.case.kernelId}`,
    shorten(problem, PROBLEM_WIDTH),
    formatNumber(row.record.summary.medianNs / time.divisor),
    numberCell(row.halfWidthRatio, 100, 2),
    numberCell(row.flopsPerSecond, 1 / flops.divisor),
    row.readFraction === null ? 'n/a' : formatShare(row.readFraction),
  ]);
  return alignColumns(columns, cells, REPORT_WIDTH);
}
