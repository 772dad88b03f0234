import { formatInterval } from '../../core/interval.ts';
import type { Finding, FindingStatus } from '../../core/record/finding.ts';
import type { OkRecord } from '../../core/record/record.ts';
import { formatFlopsPerSecond, formatNumber, formatShare, perSecond } from '../../core/units.ts';
import { estimateText, scaled } from '../evidence/estimate.ts';
import { finding, isTooFew, missingFinding } from '../evidence/finding-of.ts';
import { THRESHOLDS } from '../evidence/thresholds.ts';
import { type BatchPoint, type BatchSeries, batchSeries } from './batch-points.ts';
import { type CrossingResult, fasterThroughout, type Side, solveCrossing } from './crossing.ts';
import type { DispatchCostOf } from './crossover.ts';

/**
 * For every sparse matrix that was multiplied with several columns. S3: what dense hardware is worth to it, dense FLOP/s ÷
 * useful sparse FLOP/s at the most columns that both have. S4: with how many columns the dense product becomes the faster.
 * @param records usable ones
 */
export function batchFindings(records: readonly OkRecord[], costOf: DispatchCostOf): readonly Finding[] {
  return batchSeries(records, costOf).flatMap(series => [worthOf(series), crossingOf(series)]);
}

function crossingOf(series: BatchSeries): Finding {
  const facts = factsOf(series, { id: 'S4', title: 'Batch crossover', unit: 'columns' });
  const usable = series.points.filter(isUsable);
  if (usable.length < 2) return missingFinding(facts, whyTooFew(series.points, usable.length));
  const result = solveCrossing(
    usable.map(({ batch, ratio }) => ({
      density: batch,
      ratio: ratio.value,
      replicates: ratio.replicates,
    })),
  );
  const side = result.status === 'none' ? fasterThroughout(usable.map(({ ratio }) => ratio.value)) : null;
  return {
    ...facts,
    ...(result.crossing ?? { value: null, low: null, high: null }),
    status: statusOf(result, side),
    evidence: evidenceOf(series.points),
    reason: reasonOf(result, side, usable),
  };
}

/** Not judged: nothing is predicted of it. */
function worthOf(series: BatchSeries): Finding {
  const facts = factsOf(series, { id: 'S3', title: 'Dense FLOP/s ÷ useful sparse FLOP/s', unit: 'ratio' });
  const usable = series.points.filter(isUsable);
  const point = usable.at(-1);
  if (!point) return missingFinding(facts, whyTooFew(series.points, 0));
  const { batch, ratio, record, reference } = point;
  const worth = scaled(ratio, reference.work.usefulFlops / record.work.usefulFlops);
  const rate = formatFlopsPerSecond(perSecond(reference.work.usefulFlops, reference.summary.medianNs));
  const needed = formatShare(record.work.usefulFlops / reference.work.usefulFlops);
  return finding(facts, 'undecided', worth, {
    evidence: [record.address, reference.address],
    reason: `Reported, not judged: with ${columnsText(batch)} the dense product does ${rate}, ${estimateText(worth)} times the useful FLOP/s of the sparse one. It needs ${needed} of the multiply-adds and takes ${ratioText(point)} of the time.`,
  });
}

function factsOf(
  { matrix: { pattern, rowCount, columnCount, density } }: BatchSeries,
  { id, title, unit }: Pick<Finding, 'id' | 'title' | 'unit'>,
) {
  return {
    id: `${id}/${pattern}/${rowCount}x${columnCount}/${formatShare(density).replace(' ', '')}`,
    title: `${title}, ${pattern}, density ${formatShare(density)}`,
    unit,
  };
}

function isUsable({ dispatchLimited, ratio }: BatchPoint): boolean {
  return !dispatchLimited && !isTooFew(ratio.count);
}

/** Supported where the sparse product is faster with some number of columns that was measured. */
function statusOf({ status }: CrossingResult, side: Side | null): FindingStatus {
  if (status === 'crosses' || side === 'first') return 'supported';
  return side === 'second' ? 'refuted' : 'undecided';
}

function reasonOf(
  { status, crossing, rawCrossings }: CrossingResult,
  side: Side | null,
  points: readonly BatchPoint[],
): string {
  const [first, last] = [points[0]!, points.at(-1)!];
  const range = `${first.batch} to ${columnsText(last.batch)}`;
  const seen = `With ${columnsText(first.batch)} it takes ${ratioText(first)} of the time, with ${last.batch} ${ratioText(last)}.`;
  if (status === 'crosses') {
    const { value, low, high } = crossing!;
    return `The fastest sparse product beats the dense one with fewer than ${formatInterval(value, low, high)} columns. ${seen}`;
  }
  if (status === 'not monotone') {
    const places = rawCrossings.map(batch => formatNumber(batch)).join(' and ');
    const passes =
      places === '' ? ', though its medians do not pass 1' : `; it passes 1 with ${places} columns`;
    return `The ratio of the sparse product to the dense one does not grow steadily with columns${passes}. ${seen}`;
  }
  if (side === 'first')
    return `The fastest sparse product beats the dense one over the whole measured range, ${range}. ${seen}`;
  if (side === 'second')
    return `The dense product is faster than any sparse one over the whole measured range, ${range}: the sparse one takes ${ratioText(first)} of the time with ${columnsText(first.batch)}, ${ratioText(last)} with ${last.batch}.`;
  return `Within the noise the sparse and the dense product may take the same time somewhere in ${range}. ${seen}`;
}

function columnsText(batch: number): string {
  return batch === 1 ? '1 column' : `${batch} columns`;
}

function ratioText({ ratio: { value, low, high } }: BatchPoint): string {
  return formatInterval(value, low, high);
}

function evidenceOf(points: readonly BatchPoint[]): readonly string[] {
  return [...new Set(points.flatMap(({ record, reference }) => [record.address, reference.address]))];
}

function whyTooFew(points: readonly BatchPoint[], usable: number): string {
  const limited = points.filter(({ dispatchLimited }) => dispatchLimited).length;
  const short = points.length - limited - points.filter(isUsable).length;
  const why = [
    ...(limited > 0
      ? [`${limited} are dispatch-limited (T under ${THRESHOLDS.crossoverDispatchTimes}·t0)`]
      : []),
    ...(short > 0 ? [`${short} have fewer than ${THRESHOLDS.fewValues} rounds`] : []),
  ];
  const which = `of ${points.length} ${points.length === 1 ? 'number' : 'numbers'} of columns ${usable === 1 ? 'one can' : 'none can'} be compared`;
  return [which, ...why].join(', ');
}
