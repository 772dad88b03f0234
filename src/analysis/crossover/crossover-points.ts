import type { CrossoverPoint } from '../../core/record/finding.ts';
import type { OkRecord } from '../../core/record/record.ts';
import { pairedRatio, type RatioEstimate, ratioOfMedians } from '../../stats/paired.ts';
import { THRESHOLDS } from '../evidence/thresholds.ts';
import { fastest, groupBy, isDense, isSparse, plainRecords, problemKey } from '../evidence/usable.ts';

/** One sparse kernel on one pattern and shape, with everything needed to compare it with dense. */
export interface SparseSeries {
  /** With the type of the values where that is not f32. */
  readonly pattern: string;
  readonly kernelId: string;
  readonly rowCount: number;
  readonly columnCount: number;
  /** One a density, ascending: the fastest launch shape. */
  readonly records: readonly OkRecord[];
  /** Dense products of the same value type and shape. */
  readonly dense: readonly OkRecord[];
}

/** A point of the series, with the draws that the crossing is re-solved with. */
export interface ComparedPoint extends CrossoverPoint {
  readonly replicates: ArrayLike<number>;
  readonly paired: boolean;
  readonly roundCount: number;
}

/**
 * Sparse matrix–vector products on the GPU by pattern, shape and kernel; streamed ones where a series has any. A full
 * matrix has no pattern: stored sparsely, it is the end of every generated series of its shape.
 */
export function sparseSeries(records: readonly OkRecord[]): readonly SparseSeries[] {
  const products = plainRecords(records).filter(record => record.operation === 'matvec');
  const sparse = products.filter(record => isSparse(record));
  const full = sparse.filter(isFullMatrix);
  const bySeries = groupBy(
    sparse.filter(record => !isFullMatrix(record)),
    record => `${shapeKey(record)} ${record.case.kernelId} ${record.problem.pattern}`,
  );
  return [...bySeries.values()].map(members => {
    const first = members[0]!;
    const end = isFromFile(first)
      ? []
      : full.filter(
          record => record.case.kernelId === first.case.kernelId && shapeKey(record) === shapeKey(first),
        );
    const { rowCount, columnCount, pattern } = first.problem;
    return {
      pattern: first.valueType === 'f32' ? pattern : `${pattern}, ${first.valueType}`,
      kernelId: first.case.kernelId,
      rowCount,
      columnCount,
      records: bestByDensity([...members, ...end]),
      dense: products.filter(record => isDense(record) && shapeKey(record) === shapeKey(first)),
    };
  });
}

/** Fastest dense product that can stand beside any record of the series; null where there is none. */
export function denseReference(series: SparseSeries): OkRecord | null {
  return fastest(series.records.flatMap(record => referencesOf(record, series.dense)));
}

/** @param t0Ns dispatch cost of the clock that the series was timed by; null where unknown: nothing is then limited */
export function comparePoint(
  sparse: OkRecord,
  dense: readonly OkRecord[],
  t0Ns: number | null,
  stream: number,
): ComparedPoint | null {
  const compared = compareBeside(sparse, referencesOf(sparse, dense), t0Ns, stream);
  if (compared === null) return null;
  const { reference, ratio, dispatchLimited } = compared;
  const sparseNs = sparse.summary.medianNs;
  const denseNs = reference.summary.medianNs;
  return {
    density: sparse.problem.density,
    ratio: ratio.value,
    low: ratio.low,
    high: ratio.high,
    sparseNs,
    denseNs,
    dispatchLimited,
    address: sparse.address,
    replicates: ratio.replicates,
    paired: ratio.paired,
    roundCount: ratio.count,
  };
}

/** The same, and whether either is too short beside a dispatch to set a crossing: T under 3·t0. */
export function compareBeside(
  record: OkRecord,
  references: readonly OkRecord[],
  t0Ns: number | null,
  stream: number,
) {
  const compared = compare(record, references, stream);
  if (compared === null) return null;
  const limitNs = THRESHOLDS.crossoverDispatchTimes * (t0Ns ?? 0);
  const shorterNs = Math.min(record.summary.medianNs, compared.reference.summary.medianNs);
  return { ...compared, dispatchLimited: shorterNs < limitNs };
}

/** Paired with a reference about as fast as the fastest, else against the fastest at its own time; null of none. */
export function compare(
  record: OkRecord,
  references: readonly OkRecord[],
  stream: number,
): { readonly reference: OkRecord; readonly ratio: RatioEstimate } | null {
  const best = fastest(references);
  if (best === null) return null;
  const limitNs = best.summary.medianNs * THRESHOLDS.crossoverDenseFactor;
  const near = references
    .filter(candidate => candidate.summary.medianNs <= limitNs)
    .sort((a, b) => a.summary.medianNs - b.summary.medianNs);
  for (const reference of near) {
    const ratio = pairedRatio(record, reference, stream);
    if (ratio !== null) return { reference, ratio };
  }
  const ratio = ratioOfMedians(record, best, stream);
  return ratio && { reference: best, ratio };
}

/** Dense products on the very same matrix or on a full one of its shape, in the same cache state, by the same clock. */
function referencesOf(sparse: OkRecord, dense: readonly OkRecord[]): readonly OkRecord[] {
  return dense.filter(
    record =>
      record.case.cache === sparse.case.cache &&
      record.timerId === sparse.timerId &&
      (isFullMatrix(record) || problemKey(record) === problemKey(sparse)),
  );
}

function bestByDensity(records: readonly OkRecord[]): readonly OkRecord[] {
  const streamed = records.filter(record => record.case.cache === 'stream');
  const kept = (streamed.length > 0 ? streamed : records).filter(record => record.problem.density > 0);
  return [...groupBy(kept, record => String(record.problem.density)).values()]
    .flatMap(sameDensity => fastest(sameDensity) ?? [])
    .sort((a, b) => a.problem.density - b.problem.density);
}

function shapeKey(record: OkRecord): string {
  const { rowCount, columnCount } = record.problem;
  return `${rowCount}x${columnCount} ${record.valueType}`;
}

function isFullMatrix({ problem }: OkRecord): boolean {
  return problem.nnz === problem.rowCount * problem.columnCount;
}

function isFromFile(record: OkRecord): boolean {
  return record.case.problem.generator === 'file';
}
