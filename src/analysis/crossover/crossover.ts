import { formatInterval } from '../../core/interval.ts';
import type { CrossoverPoint, CrossoverSeries } from '../../core/record/finding.ts';
import type { OkRecord, TimerId } from '../../core/record/record.ts';
import { formatNumber } from '../../core/units.ts';
import { isTooFew } from '../evidence/finding-of.ts';
import { THRESHOLDS } from '../evidence/thresholds.ts';
import { type CrossingResult, solveCrossing } from './crossing.ts';
import {
  type ComparedPoint,
  comparePoint,
  denseReference,
  type SparseSeries,
  sparseSeries,
} from './crossover-points.ts';

/** Dispatch cost of a clock in ns; null where unknown. */
export type DispatchCostOf = (timerId: TimerId) => number | null;

/**
 * S2: at which density a sparse kernel and the fastest dense GEMV of the same shape take the same time, for every
 * pattern, shape and kernel measured. Series without a dense product of their shape are left out.
 * @param records usable ones
 */
export function findCrossovers(
  records: readonly OkRecord[],
  costOf: DispatchCostOf,
): readonly CrossoverSeries[] {
  return sparseSeries(records).flatMap(series => {
    const reference = denseReference(series);
    return reference === null ? [] : [crossoverOf(series, reference, costOf)];
  });
}

/**
 * Density at which CSR with f32 values and u32 indices stores as many bytes as the dense f32 matrix:
 * 8·nnz + 4·(M + 1) = 4·M·K, so 0.5 for all but tiny matrices.
 */
export function csrByteModelDensity(rowCount: number, columnCount: number): number {
  const cells = rowCount * columnCount;
  return cells === 0 ? 0 : Math.max(0, (4 * cells - 4 * (rowCount + 1)) / (8 * cells));
}

/**
 * Of CSR by its definition; of another format where what it stored grows past the dense matrix, straight between the densities
 * that were measured and beyond them. Padding counts: it lies between what is read. At most 1.
 */
function byteModelDensity({ records, rowCount, columnCount }: SparseSeries, reference: OkRecord): number {
  if (records.every(({ family, valueType }) => family === 'csr' && valueType === 'f32'))
    return csrByteModelDensity(rowCount, columnCount);
  const stored = records.map(record => ({ density: record.problem.density, bytes: storedBytes(record) }));
  const wanted = storedBytes(reference);
  const over = stored.findIndex(({ bytes }) => bytes >= wanted);
  const end = over < 0 ? stored.length - 1 : over;
  const [below, above] = [stored[Math.max(0, end - 1)]!, stored[end]!];
  const slope = (above.bytes - below.bytes) / (above.density - below.density);
  const density =
    slope > 0 ? below.density + (wanted - below.bytes) / slope : (above.density * wanted) / above.bytes;
  return Math.min(1, Math.max(0, density));
}

/** Of one copy of the matrix, as it lies on the device. */
function storedBytes({ copies: { workingSetBytes, count } }: OkRecord): number {
  return workingSetBytes / count;
}

function crossoverOf(series: SparseSeries, reference: OkRecord, costOf: DispatchCostOf): CrossoverSeries {
  const { pattern, rowCount, columnCount, kernelId } = series;
  const compared = series.records.flatMap(
    (record, i) => comparePoint(record, series.dense, costOf(record.timerId), i + 1) ?? [],
  );
  const usable = compared.filter(point => !point.dispatchLimited && !isTooFew(point.roundCount));
  const result = usable.length >= 2 ? solveCrossing(usable) : null;
  return {
    pattern,
    rowCount,
    columnCount,
    kernelId,
    denseAddress: reference.address,
    points: compared.map(publicPoint),
    status: statusOf(result),
    crossing: result?.crossing ?? null,
    byteModelDensity: byteModelDensity(series, reference),
    reason: `${reasonOf(result, usable, compared)}${unpairedText(usable)}`,
  };
}

function statusOf(result: CrossingResult | null): CrossoverSeries['status'] {
  switch (result?.status) {
    case 'crosses':
    case 'not monotone':
      return result.status;
    case 'none':
      return 'no crossing in range';
    default:
      return 'undecided';
  }
}

function reasonOf(
  result: CrossingResult | null,
  usable: readonly ComparedPoint[],
  compared: readonly ComparedPoint[],
): string {
  if (result === null) return tooFewPointsText(usable, compared);
  const [first, last] = [usable[0]!, usable.at(-1)!];
  const range = `${formatNumber(first.density)}–${formatNumber(last.density)}`;
  switch (result.status) {
    case 'crosses':
      return crossesText(result);
    case 'not monotone':
      return notMonotoneText(result.rawCrossings);
    case 'unclear':
      return `Within the noise the two may take the same time at an end of the measured range ${range}.`;
    case 'none': {
      const faster = first.ratio > 1 ? 'Dense' : 'Sparse';
      const nearest = first.ratio > 1 ? first : last;
      return `${faster} is faster over the whole measured range ${range}; nearest at ${formatNumber(nearest.density)}, where sparse takes ${formatNumber(nearest.ratio)} of the dense time.`;
    }
  }
}

function notMonotoneText(rawCrossings: readonly number[]): string {
  const where = rawCrossings.map(density => formatNumber(density)).join(' and ');
  const passes = where === '' ? ', though its medians do not pass 1' : `; it passes 1 at ${where}`;
  return `The ratio does not grow steadily with density${passes}.`;
}

function crossesText({ crossing, bracket }: CrossingResult): string {
  if (crossing === null || bracket === null) return '';
  const { value, low, high } = crossing;
  const at = `Sparse is faster under density ${formatInterval(value, low, high)}, dense above.`;
  const [below, above] = bracket;
  const isClose = above / below <= THRESHOLDS.crossoverBisectedFactor;
  return isClose
    ? at
    : `${at} Interpolated between measured densities ${formatNumber(below)} and ${formatNumber(above)}.`;
}

function tooFewPointsText(usable: readonly ComparedPoint[], compared: readonly ComparedPoint[]): string {
  const limited = compared.filter(point => point.dispatchLimited).length;
  const unsure = compared.length - limited - usable.length;
  const left = [
    ...(limited > 0 ? [`are dispatch-limited (T under ${THRESHOLDS.crossoverDispatchTimes}·t0)`] : []),
    ...(unsure > 0 ? [`have fewer than ${THRESHOLDS.fewValues} rounds`] : []),
  ];
  const counts = [limited, unsure].filter(count => count > 0);
  const limitedText = left.map((why, i) => `${counts[i]} of ${compared.length} points ${why}; `).join('');
  const [only] = usable;
  if (only === undefined) return `Undecided: ${limitedText}no density is left to compare.`;
  const seen = `at density ${formatNumber(only.density)} sparse takes ${formatInterval(only.ratio, only.low, only.high)} of the dense time`;
  return `Undecided: ${limitedText}one density sets no crossing; ${seen}.`;
}

function unpairedText(points: readonly ComparedPoint[]): string {
  const unpaired = points.filter(point => !point.paired).length;
  return unpaired === 0 ? '' : ` ${unpaired} of ${points.length} ratios are not paired in common rounds.`;
}

function publicPoint({
  replicates: _,
  paired: __,
  roundCount: ___,
  ...point
}: ComparedPoint): CrossoverPoint {
  return point;
}
