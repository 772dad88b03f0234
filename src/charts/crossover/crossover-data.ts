import { sweptCrossovers } from '../../analysis/crossover/swept.ts';
import { groupBy } from '../../analysis/evidence/usable.ts';
import { formatInterval } from '../../core/interval.ts';
import type { CrossoverPoint, CrossoverSeries } from '../../core/record/finding.ts';
import { formatNumber, formatShape, formatShare } from '../../core/units.ts';
import { type FigureText, numberColumn, textColumn } from '../figure.ts';
import { timeColumn } from '../interval-text.ts';
import { type Marks, marksOf, shortKernel } from '../marks.ts';
import { isOk, type Measured, recordAt } from '../measured.ts';

/** More lines than these hide each other: of several formats each then shows its best kernel. */
const MOST_LINES = 4;

/** Kernels on one pattern and shape: one small multiple. */
export interface CrossoverPanel {
  readonly pattern: string;
  readonly rowCount: number;
  readonly columnCount: number;
  readonly series: readonly CrossoverSeries[];
  /** Interval of the dense time; its middle is the horizontal line. */
  readonly dense: {
    readonly kernelId: string;
    readonly ns: number;
    readonly low: number;
    readonly high: number;
  };
  /** Of CSR where it is among several formats. */
  readonly byteModel: { readonly density: number; readonly label: string };
  /** How many kernels were measured, drawn or not. */
  readonly kernelCount: number;
  readonly marks: Marks;
}

export function crossoverPanels(measured: Measured): readonly CrossoverPanel[] {
  const groups = new Map<string, CrossoverSeries[]>();
  for (const series of sweptCrossovers(measured.crossovers)) {
    const key = `${series.pattern} ${series.rowCount} ${series.columnCount}`;
    groups.set(key, [...(groups.get(key) ?? []), series]);
  }
  const marks = marksOf(measured.records);
  const formats = new Map(measured.records.map(({ case: { kernelId }, format }) => [kernelId, format]));
  const formatOf = ({ kernelId }: CrossoverSeries) => formats.get(kernelId) ?? kernelId;
  return [...groups.values()].map(all => {
    const { pattern, rowCount, columnCount } = all[0]!;
    const series = all.length > MOST_LINES ? bestOfFormats(all, formatOf) : all;
    const dense = denseBand(measured, series);
    const byteModel = byteModelOf(series, formatOf);
    return { pattern, rowCount, columnCount, series, dense, byteModel, kernelCount: all.length, marks };
  });
}

type FormatOf = (series: CrossoverSeries) => string;

/** Of each format the kernel that beats dense up to the highest density, or comes nearest to it. */
function bestOfFormats(all: readonly CrossoverSeries[], formatOf: FormatOf): readonly CrossoverSeries[] {
  const best = new Map<string, CrossoverSeries>();
  for (const series of all) {
    const known = best.get(formatOf(series));
    if (!known || isBetter(series, known)) best.set(formatOf(series), series);
  }
  return [...best.values()];
}

function isBetter(a: CrossoverSeries, b: CrossoverSeries): boolean {
  const [crossingA, crossingB] = [a.crossing?.value ?? null, b.crossing?.value ?? null];
  if (crossingA !== null || crossingB !== null) return (crossingA ?? 0) > (crossingB ?? 0);
  return lowestRatio(a) < lowestRatio(b);
}

function lowestRatio({ points }: CrossoverSeries): number {
  return Math.min(...points.filter(({ dispatchLimited }) => !dispatchLimited).map(({ ratio }) => ratio));
}

function byteModelOf(series: readonly CrossoverSeries[], formatOf: FormatOf): CrossoverPanel['byteModel'] {
  const csr = series.find(one => formatOf(one).startsWith('csr'));
  const isAlone = new Set(series.map(formatOf)).size === 1;
  const { byteModelDensity: density } = csr ?? series[0]!;
  return { density, label: isAlone || !csr ? 'equal bytes' : 'equal bytes of CSR' };
}

function denseBand(measured: Measured, series: readonly CrossoverSeries[]): CrossoverPanel['dense'] {
  const address = series[0]!.denseAddress;
  const record = recordAt(measured, address);
  if (record && isOk(record)) {
    const { medianNs, lowNs, highNs } = record.summary;
    return { kernelId: record.case.kernelId, ns: medianNs, low: lowNs, high: highNs };
  }
  const times = series.flatMap(one => one.points.map(point => point.denseNs)).sort((a, b) => a - b);
  const middle = times[Math.floor(times.length / 2)] ?? Number.NaN;
  return {
    kernelId: record?.case.kernelId ?? 'dense',
    ns: middle,
    low: times[0] ?? middle,
    high: times.at(-1) ?? middle,
  };
}

/**
 * Sparse time as the crossing sees it, ns: the paired ratio and its interval times the dense time. Point, ribbon and
 * dense line then agree with d*; the plain median of an unsteady run would not.
 */
export function pairedTime({ ratio, low, high, denseNs }: CrossoverPoint) {
  return { ns: ratio * denseNs, low: low * denseNs, high: high * denseNs };
}

/** "d* 21.0 % (19.2–24.1)". An end beyond the measured range is left open. */
export function crossingText(series: CrossoverSeries): string {
  if (!series.crossing) return series.status;
  const { value, low, high } = series.crossing;
  const doubt = series.status === 'crosses' ? '' : `, ${series.status}`;
  return `d* ${formatInterval(value, low, high, formatShare)}${doubt}`;
}

function percent(density: number): string {
  return formatNumber(density * 100);
}

export function crossoverText(panel: CrossoverPanel): FigureText {
  const points = panel.series.flatMap(series => series.points.map(point => ({ series, point })));
  const time = timeColumn([...points.map(({ point }) => pairedTime(point).ns), panel.dense.ns]);
  return {
    title: crossoverFinding(panel),
    description:
      `Time per product against density on ${panel.pattern} matrices of ` +
      `${formatShape(panel.rowCount, panel.columnCount)}, both logarithmic. Level: the dense product. Lines: sparse kernels, ` +
      'by the ratio to it in pairs.' +
      (points.some(({ point }) => point.dispatchLimited)
        ? ' Hollow: too short beside a dispatch to set the crossing.'
        : ''),
    columns: [
      textColumn('Kernel'),
      numberColumn('Density, %'),
      numberColumn(`Time, ${time.unit}`),
      numberColumn('T ÷ dense'),
      textColumn('Note'),
    ],
    rows: points.map(({ series, point }) => {
      const { ns, low, high } = pairedTime(point);
      return {
        cells: [
          series.kernelId,
          percent(point.density),
          time.print(ns, low, high),
          formatNumber(point.ratio),
          point.dispatchLimited ? 'dispatch-limited' : '',
        ],
        address: point.address,
      };
    }),
  };
}

/** Kernels of which the same is said share a clause. */
function crossoverFinding({ series, kernelCount, pattern, rowCount, columnCount }: CrossoverPanel): string {
  const clear = series.flatMap(({ kernelId, crossing, status }) =>
    crossing && status === 'crosses'
      ? [`${shortKernel(kernelId)} beats dense below ${percent(crossing.value)} % nonzeros`]
      : [],
  );
  const unclear = groupBy(
    series.filter(({ crossing, status }) => !(crossing && status === 'crosses')),
    ({ status }) => status,
  );
  const clauses = [
    ...clear,
    ...[...unclear].map(
      ([status, own]) => `${own.map(({ kernelId }) => shortKernel(kernelId)).join(', ')}: ${status}`,
    ),
  ];
  const which = kernelCount > series.length ? `best of each format of ${kernelCount} kernels, ` : '';
  return `${clauses.join('; ')} (${which}${pattern} ${formatShape(rowCount, columnCount)}).`;
}
