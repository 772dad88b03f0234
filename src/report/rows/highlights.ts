import { sweptCrossovers } from '../../analysis/crossover/swept.ts';
import { groupBy, isDense, isHost, isSparse } from '../../analysis/evidence/usable.ts';
import type { CrossoverSeries } from '../../core/record/finding.ts';
import type { OkRecord } from '../../core/record/record.ts';
import { formatShare } from '../../core/units.ts';
import { type CaseRow, mainGroups, type RowContext, shapeOf } from './case-rows.ts';

/** What a report of one screen names of many cases. */

/** The density at which kernels of a sparse pattern are told apart: one weight of ten, as in claim C7. */
const TYPICAL_DENSITY = 0.1;

export interface TopKernel {
  /** "uniform 8,192 × 8,192, 10.0 %"; of dense matrices the shape alone: "512 × 512 × 512, hot cache". */
  readonly problem: string;
  readonly row: CaseRow;
}

/**
 * The fastest kernel of each operation, pattern and type of values, on the largest matrix that was measured, streamed where
 * both were, at the density next to 10 %. Dense ones first. Products with a sparse x are of another problem.
 */
export function topKernels(run: RowContext): readonly TopKernel[] {
  const rows = mainGroups(run)
    .flatMap(group => group.rows)
    .filter(
      ({ record, resolved }) => resolved && !isHost(record) && record.problem.activeInputs === undefined,
    );
  const groups = groupBy(rows, ({ record: { operation, problem, valueType } }) =>
    [operation, problem.pattern, valueType].join(' '),
  );
  return [...groups.values()]
    .map(members => topKernel(members.reduce((best, row) => (isAhead(row, best) ? row : best))))
    .sort((a, b) => Number(isDense(b.row.record)) - Number(isDense(a.row.record)));
}

/** Larger, then streamed, then nearer to the typical density, then faster. */
function isAhead({ record: a }: CaseRow, { record: b }: CaseRow): boolean {
  const differences = [
    sizeOf(b) - sizeOf(a),
    Number(a.case.cache === 'hot') - Number(b.case.cache === 'hot'),
    distanceOf(a) - distanceOf(b),
    a.summary.medianNs - b.summary.medianNs,
  ];
  return (differences.find(difference => difference !== 0) ?? 0) < 0;
}

function sizeOf({ problem: { rowCount, columnCount, rhsColumnCount } }: OkRecord): number {
  return rowCount * columnCount * rhsColumnCount;
}

function distanceOf({ problem: { density } }: OkRecord): number {
  return Math.abs(Math.log(density / TYPICAL_DENSITY));
}

function topKernel(row: CaseRow): TopKernel {
  const { problem, case: own } = row.record;
  const parts = [
    isDense(row.record) ? shapeOf(row.record) : `${problem.pattern} ${shapeOf(row.record)}`,
    ...(isSparse(row.record) ? [formatShare(problem.density)] : []),
    ...(own.cache === 'hot' ? ['hot cache'] : []),
  ];
  return { problem: parts.join(', '), row };
}

/** Of kernels without a crossing, what says most of a pattern stands first. */
const TELLING: readonly CrossoverSeries['status'][] = [
  'crosses',
  'not monotone',
  'undecided',
  'no crossing in range',
];

/** One a pattern: of the kernel that is faster than dense up to the highest density, or comes next to it. */
export function topCrossovers(all: readonly CrossoverSeries[]): readonly CrossoverSeries[] {
  const patterns = groupBy(sweptCrossovers(all), ({ pattern }) => pattern);
  return [...patterns.values()].map(series =>
    series.reduce((best, one) => (tellsMore(one, best) ? one : best)),
  );
}

function tellsMore(a: CrossoverSeries, b: CrossoverSeries): boolean {
  const lowest = ({ points }: CrossoverSeries) => Math.min(...points.map(({ ratio }) => ratio));
  const differences = [
    // A weak kernel that crosses cleanly says less of the format than a good one in a noisy run.
    (b.crossing?.value ?? 0) - (a.crossing?.value ?? 0),
    TELLING.indexOf(a.status) - TELLING.indexOf(b.status),
    lowest(a) - lowest(b),
  ];
  return (differences.find(difference => difference !== 0) ?? 0) < 0;
}
