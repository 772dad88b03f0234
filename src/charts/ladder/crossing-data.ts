import { type ActivitySeries, activitySeries } from '../../analysis/crossover/activity-points.ts';
import { type BatchPoint, type BatchSeries, batchSeries } from '../../analysis/crossover/batch-points.ts';
import { dispatchCosts } from '../../analysis/evidence/dispatch-cost.ts';
import { usableRecords } from '../../analysis/evidence/usable.ts';
import type { Finding } from '../../core/record/finding.ts';
import type { TimerId } from '../../core/record/record.ts';
import { formatCount, formatNumber, trimZeros } from '../../core/units.ts';
import type { Measured } from '../measured.ts';
import type { LadderData } from './ladder-data.ts';

/** Experiment S4 or S6: a sparse product in times of another, over what grows; also where it passes 1 nowhere. */
export function crossingData(measured: Measured, finding: Finding): LadderData | null {
  const usable = usableRecords(measured.records);
  const costs = dispatchCosts(usable);
  const costOf = (timerId: TimerId) => (timerId === 'host' ? null : (costs[timerId]?.t0.value ?? null));
  if (finding.id.startsWith('S6/')) {
    const own = seriesOf(finding, activitySeries(usable, costOf));
    return own && activityData(own, finding);
  }
  const own = seriesOf(finding, batchSeries(usable, costOf));
  return own && batchData(own, finding);
}

type Compared = Omit<BatchPoint, 'batch'>;

/** The one that the finding rests on. */
function seriesOf<S extends { readonly points: readonly Compared[] }>(
  { evidence }: Finding,
  series: readonly S[],
): S | null {
  const own = series.find(({ points }) =>
    points.every(({ record, reference }) =>
      [record, reference].every(({ address }) => evidence.includes(address)),
    ),
  );
  return own ?? null;
}

/** T over that with a dense x, by the share of active inputs. */
function activityData({ points, against }: ActivitySeries, finding: Finding): LadderData {
  return {
    finding,
    xTitle: 'active inputs (share of x that is not zero)',
    yTitle: `T ÷ T(${against})`,
    pointColumn: 'Active',
    isShare: true,
    description: `Time of the fastest event-driven product at each activity, in times of the fastest ${against} with a dense x. Above the line the dense x is faster.${hollowText(points)}`,
    points: points.map(({ activity, ...compared }) => ({
      at: activity,
      name: `${formatNumber(100 * activity)} %`,
      ...drawn(compared),
    })),
    predicted: [],
    refuted: [points[0]!.activity, points.at(-1)!.activity].map(at => ({ at, ratio: 1 })),
    marks: finding.value === null ? [] : [{ at: finding.value, name: 'a*' }],
    tick: activity => `${trimZeros(formatNumber(100 * activity))} %`,
  };
}

/** T of the sparse product over that of the dense one, by the columns of B. */
function batchData({ points }: BatchSeries, finding: Finding): LadderData {
  return {
    finding,
    xTitle: 'columns B',
    yTitle: 'T(sparse) ÷ T(dense)',
    pointColumn: 'Columns',
    description: `Time of the fastest sparse product with B columns, in times of the dense one with as many. Above the line the dense one is faster. Divided by the density, a ratio says what dense hardware is worth (S3).${hollowText(points)}`,
    points: points.map(({ batch, ...compared }) => ({
      at: batch,
      name: `B = ${batch}`,
      ...drawn(compared),
    })),
    predicted: [],
    refuted: [points[0]!.batch, points.at(-1)!.batch].map(at => ({ at, ratio: 1 })),
    marks: finding.value === null ? [] : [{ at: finding.value, name: 'B×' }],
    tick: formatCount,
  };
}

function drawn({ ratio: { value, low, high }, record, dispatchLimited }: Compared) {
  return { ratio: value, low, high, hollow: dispatchLimited, record };
}

function hollowText(points: readonly Compared[]): string {
  return points.some(({ dispatchLimited }) => dispatchLimited)
    ? ' Hollow: too short beside a dispatch to set the crossing.'
    : '';
}
