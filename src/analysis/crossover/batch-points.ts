import { formatProblem } from '../../core/record/address.ts';
import { isDenseF32, type OkRecord } from '../../core/record/record.ts';
import type { RatioEstimate } from '../../stats/paired.ts';
import { fastest, groupBy, isGemv, isSparse, plainRecords } from '../evidence/usable.ts';
import type { DispatchCostOf } from './crossover.ts';
import { compareBeside } from './crossover-points.ts';

/** The fastest sparse product with B columns, in times of the fastest dense one of the same shape. */
export interface BatchPoint {
  /** Columns of B; a vector is one. */
  readonly batch: number;
  readonly ratio: RatioEstimate;
  readonly record: OkRecord;
  readonly reference: OkRecord;
  /** Either takes under 3·t0: cannot set a crossing. */
  readonly dispatchLimited: boolean;
}

/** One sparse matrix over the columns that it was multiplied with. */
export interface BatchSeries {
  readonly matrix: OkRecord['problem'];
  /** Ascending in B. */
  readonly points: readonly BatchPoint[];
}

/**
 * Every sparse matrix that was multiplied with a matrix beside a dense one.
 * @param records usable ones @param costOf t0 of a clock in ns, null where unknown: nothing is then limited
 */
export function batchSeries(records: readonly OkRecord[], costOf: DispatchCostOf): readonly BatchSeries[] {
  const plain = plainRecords(records);
  const sparse = plain.filter(record => isSparse(record));
  const dense = plain.filter(
    record => isGemv(record) || (record.operation === 'matmul' && isDenseF32(record)),
  );
  const byMatrix = groupBy(
    sparse.filter(({ operation }) => operation === 'matmul'),
    conditionsKey,
  );
  return [...byMatrix].flatMap(([key, products]) => {
    const vectors = sparse.filter(record => record.operation === 'matvec' && conditionsKey(record) === key);
    const points = pointsOf([...vectors, ...products], dense, costOf);
    return points.length === 0 ? [] : [{ matrix: products[0]!.problem, points }];
  });
}

function pointsOf(
  members: readonly OkRecord[],
  dense: readonly OkRecord[],
  costOf: DispatchCostOf,
): readonly BatchPoint[] {
  const byBatch = groupBy(members, ({ problem }) => String(problem.rhsColumnCount));
  return [...byBatch.values()]
    .flatMap((same, i) => {
      const record = fastest(same)!;
      const references = dense.filter(candidate => isOfShape(candidate, record));
      const compared = compareBeside(record, references, costOf(record.timerId), i + 1);
      const batch = record.problem.rhsColumnCount;
      return compared === null ? [] : [{ batch, record, ...compared }];
    })
    .sort((a, b) => a.batch - b.batch);
}

/** The matrix, without how many columns it is multiplied with, with values of which type, in which cache and by which clock. */
function conditionsKey({ case: { problem, cache }, timerId, valueType }: OkRecord): string {
  const { batch: _, ...params } = problem.params;
  return `${formatProblem({ ...problem, params })} ${valueType} ${cache} ${timerId}`;
}

/** Of full matrices, or of the sparse one: stored densely, both take as long. */
function isOfShape(dense: OkRecord, { problem, case: { cache }, timerId }: OkRecord): boolean {
  return (
    dense.problem.rowCount === problem.rowCount &&
    dense.problem.columnCount === problem.columnCount &&
    dense.problem.rhsColumnCount === problem.rhsColumnCount &&
    dense.case.cache === cache &&
    dense.timerId === timerId
  );
}
