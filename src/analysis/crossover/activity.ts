import { formatInterval } from '../../core/interval.ts';
import type { Finding, FindingStatus } from '../../core/record/finding.ts';
import type { OkRecord } from '../../core/record/record.ts';
import { formatShare } from '../../core/units.ts';
import { isTooFew, missingFinding } from '../evidence/finding-of.ts';
import { THRESHOLDS } from '../evidence/thresholds.ts';
import { type ActivityPoint, type ActivitySeries, activitySeries } from './activity-points.ts';
import { type CrossingResult, fasterThroughout, solveCrossing } from './crossing.ts';
import type { DispatchCostOf } from './crossover.ts';

/**
 * S6: at which share of active inputs the fastest event-driven product and one with a dense x take the same time, for every
 * matrix that was multiplied by a sparse x; once against sparse products, once against dense ones.
 * @param records usable ones
 */
export function activityFindings(records: readonly OkRecord[], costOf: DispatchCostOf): readonly Finding[] {
  return activitySeries(records, costOf).map(findingOf);
}

const REFERENCES: Readonly<Record<ActivitySeries['against'], string>> = {
  SpMV: 'the fastest sparse product with a dense x',
  GEMV: 'the fastest dense product',
};

function findingOf(series: ActivitySeries): Finding {
  const { pattern, rowCount, columnCount, density } = series.matrix;
  const facts = {
    id: `S6/${series.against}/${pattern}/${rowCount}x${columnCount}/${formatShare(density).replace(' ', '')}`,
    title: `Activity crossover with ${series.against}, ${pattern}, density ${formatShare(density)}`,
    unit: 'share of inputs',
  };
  const usable = series.points.filter(
    ({ dispatchLimited, ratio }) => !dispatchLimited && !isTooFew(ratio.count),
  );
  if (usable.length < 2) return missingFinding(facts, whyTooFew(series.points, usable.length));
  const result = solveCrossing(
    usable.map(({ activity, ratio }) => ({
      density: activity,
      ratio: ratio.value,
      replicates: ratio.replicates,
    })),
  );
  const estimate = result.crossing ?? { value: null, low: null, high: null };
  return {
    ...facts,
    ...estimate,
    status: statusOf(result, usable),
    evidence: [
      ...new Set(series.points.flatMap(({ record, reference }) => [record.address, reference.address])),
    ],
    reason: reasonOf(result, usable, REFERENCES[series.against]),
  };
}

/** Supported where the event-driven product is faster at some activity that was measured. */
function statusOf({ status }: CrossingResult, points: readonly ActivityPoint[]): FindingStatus {
  if (status === 'crosses') return 'supported';
  if (status !== 'none') return 'undecided';
  const side = sideOf(points);
  return side === 'first' ? 'supported' : side === 'second' ? 'refuted' : 'undecided';
}

function reasonOf(
  { status, crossing, rawCrossings }: CrossingResult,
  points: readonly ActivityPoint[],
  reference: string,
): string {
  const [first, last] = [points[0]!, points.at(-1)!];
  const range = `${formatShare(first.activity)} to ${formatShare(last.activity)} of the inputs active`;
  const seen = `At ${formatShare(first.activity)} it takes ${ratioText(first)} of the time, at ${formatShare(last.activity)} ${ratioText(last)}.`;
  switch (status) {
    case 'crosses': {
      const { value, low, high } = crossing!;
      return `The fastest event-driven product beats ${reference} while under ${formatInterval(value, low, high, formatShare)} of the inputs are active. ${seen}`;
    }
    case 'none': {
      const side = sideOf(points);
      if (side === 'first')
        return `The fastest event-driven product beats ${reference} over the whole measured range, ${range}. ${seen}`;
      return side === 'second'
        ? `${reference[0]!.toUpperCase()}${reference.slice(1)} is faster than any event-driven one over the whole measured range, ${range}. ${seen}`
        : unclearText(reference, range, seen);
    }
    case 'not monotone':
      return `The ratio to ${reference} does not grow steadily with activity${passesText(rawCrossings)}. ${seen}`;
    case 'unclear':
      return unclearText(reference, range, seen);
  }
}

function sideOf(points: readonly ActivityPoint[]) {
  return fasterThroughout(points.map(({ ratio }) => ratio.value));
}

function unclearText(reference: string, range: string, seen: string): string {
  return `Within the noise the event-driven product and ${reference} may take the same time somewhere in ${range}. ${seen}`;
}

/** Where noise alone looks like several crossings, medians may pass 1 nowhere. */
function passesText(crossings: readonly number[]): string {
  return crossings.length === 0
    ? ', though its medians do not pass 1'
    : `; it passes 1 at ${crossings.map(activity => formatShare(activity)).join(' and ')}`;
}

function ratioText({ ratio: { value, low, high } }: ActivityPoint): string {
  return formatInterval(value, low, high);
}

function whyTooFew(points: readonly ActivityPoint[], usable: number): string {
  const limited = points.filter(({ dispatchLimited }) => dispatchLimited).length;
  const why =
    limited > 0 ? `, ${limited} are dispatch-limited (T under ${THRESHOLDS.crossoverDispatchTimes}·t0)` : '';
  return `of ${points.length} activities ${usable === 1 ? 'one sets' : 'none set'} a crossing${why}`;
}
