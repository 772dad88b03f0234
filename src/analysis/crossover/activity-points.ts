import { formatProblem } from '../../core/record/address.ts';
import type { OkRecord } from '../../core/record/record.ts';
import type { RatioEstimate } from '../../stats/paired.ts';
import { fastest, groupBy, hasSparseInput, isGemv, isSparse, wholeRecords } from '../evidence/usable.ts';
import type { DispatchCostOf } from './crossover.ts';
import { compareBeside } from './crossover-points.ts';

/** The fastest product with a sparse x at one activity, in times of the fastest with a dense one. */
export interface ActivityPoint {
  /** Active inputs ÷ columns. */
  readonly activity: number;
  readonly ratio: RatioEstimate;
  readonly record: OkRecord;
  readonly reference: OkRecord;
  /** Either takes under 3·t0: cannot set a crossing. */
  readonly dispatchLimited: boolean;
}

/** One matrix over the activity of its inputs. */
export interface ActivitySeries {
  readonly matrix: OkRecord['problem'];
  /** Sparse products of the same matrix, or dense ones of the same shape. */
  readonly against: 'SpMV' | 'GEMV';
  /** Ascending in activity. */
  readonly points: readonly ActivityPoint[];
}

/** @param records usable ones @param costOf t0 of a clock in ns, null where unknown: nothing is then limited */
export function activitySeries(
  records: readonly OkRecord[],
  costOf: DispatchCostOf,
): readonly ActivitySeries[] {
  const products = wholeRecords(records).filter(({ operation }) => operation === 'matvec');
  const dense = products.filter(record => !hasSparseInput(record));
  const byMatrix = groupBy(products.filter(hasSparseInput), conditionsKey);
  return [...byMatrix.values()].flatMap(members => {
    const first = members[0]!;
    const same = dense.filter(record => conditionsKey(record) === conditionsKey(first) && isSparse(record));
    const whole = dense.filter(record => isGemv(record) && isOfShape(record, first));
    return (
      [
        ['SpMV', same],
        ['GEMV', whole],
      ] as const
    ).flatMap(([against, references]) => {
      const points = pointsOf(members, references, costOf);
      return points.length === 0 ? [] : [{ matrix: first.problem, against, points }];
    });
  });
}

function pointsOf(
  members: readonly OkRecord[],
  references: readonly OkRecord[],
  costOf: DispatchCostOf,
): readonly ActivityPoint[] {
  const byActivity = groupBy(members, record => String(activityOf(record)));
  return [...byActivity.values()]
    .flatMap((same, i) => {
      const record = fastest(same)!;
      const compared = compareBeside(record, references, costOf(record.timerId), i + 1);
      const activity = activityOf(record);
      return compared === null || activity === 0 ? [] : [{ activity, record, ...compared }];
    })
    .sort((a, b) => a.activity - b.activity);
}

function activityOf({ problem }: OkRecord): number {
  return (problem.activeInputs ?? problem.columnCount) / problem.columnCount;
}

/** The matrix, without what its x is, with values of which type, in which cache and by which clock. */
function conditionsKey({ case: { problem, cache }, timerId, valueType }: OkRecord): string {
  const { active: _, ...params } = problem.params;
  return `${formatProblem({ ...problem, params })} ${valueType} ${cache} ${timerId}`;
}

function isOfShape(record: OkRecord, { problem, case: { cache }, timerId }: OkRecord): boolean {
  return (
    record.problem.rowCount === problem.rowCount &&
    record.problem.columnCount === problem.columnCount &&
    record.case.cache === cache &&
    record.timerId === timerId
  );
}
