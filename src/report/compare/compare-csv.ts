import type { SidesComparison } from '../../analysis/compare/sides/compare-sides.ts';
import type { RatioOutcome } from '../../analysis/compare/sides/outcome.ts';
import { type Cell as CsvCell, csvLine } from '../csv.ts';
import type { Comparison } from './comparison.ts';

const CELL_COLUMNS = [
  ...['machine', 'label', 'class', 'runtime', 'suite', 'started_at', 'run_sha256', 'standing'],
  ...['operation', 'value_type', 'pattern', 'rows', 'columns', 'rhs_columns', 'nnz', 'cache', 'timer'],
  ...['kernel', 'format', 'median_ns', 'low_ns', 'high_ns', 'useful_flops_per_second'],
  ...['compulsory_bytes_per_second', 'share_of_roof', 'launch'],
];

const SIDE_COLUMNS = [
  ...['kernel', 'cases', 'ratio', 'ratio_low', 'ratio_high', 'outcome', 'other_launches', 'unknown_launches'],
  ...['runs_baseline', 'runs_compared'],
];

/** RFC 4180, numbers in full. Of two sides: a line for all kernels together (`*`), then one a kernel; else one a cell. */
export function toCompareCsv({ sides, table }: Comparison): string {
  if (sides !== null) return document(SIDE_COLUMNS, sideRows(sides));
  const rows = table.sections.flatMap(({ question, rows: kernels }) =>
    kernels.flatMap(({ kernelId, format, cells }) =>
      cells.flatMap((cell): CsvCell[][] => {
        if (cell === null) return [];
        const { run, time, flopsPerSecond, bytesPerSecond, shareOfRoof, launch } = cell;
        const { machine } = run;
        const { operation, valueType, pattern, rowCount, columnCount, rhsColumnCount, nnz } = question;
        return [
          [
            ...[machine.name, machine.label, machine.class, `${machine.runtime} ${run.runtimeVersion}`],
            ...[run.suite, run.startedAt, run.sha256, run.standing],
            ...[operation, valueType, pattern, rowCount, columnCount, rhsColumnCount, nnz],
            ...[question.cache, question.timerId, kernelId, format, time.value, time.low, time.high],
            ...[flopsPerSecond?.value ?? null, bytesPerSecond?.value ?? null, shareOfRoof, launch],
          ],
        ];
      }),
    ),
  );
  return document(CELL_COLUMNS, rows);
}

function sideRows({ a, b, overall, kernels, cases }: SidesComparison): CsvCell[][] {
  const counts = [a.runs.length, b.runs.length];
  const judged = ({ ratio, outcome }: RatioOutcome) => [ratio.value, ratio.low, ratio.high, outcome];
  const marked = (same: boolean | null) => cases.filter(({ sameLaunch }) => sameLaunch === same).length;
  return [
    ['*', cases.length, ...judged(overall), marked(false), marked(null), ...counts],
    ...kernels.map(kernel => [
      ...[kernel.kernelId, kernel.caseCount, ...judged(kernel)],
      ...[kernel.otherLaunches, kernel.unknownLaunches, ...counts],
    ]),
  ];
}

function document(columns: readonly string[], rows: readonly CsvCell[][]): string {
  return [columns.join(','), ...rows.map(csvLine), ''].join('\r\n');
}
