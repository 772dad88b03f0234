import { formatInterval } from '../../core/interval.ts';
import type { CrossoverPoint, CrossoverSeries } from '../../core/record/finding.ts';
import { formatNumber, formatShape, formatShare } from '../../core/units.ts';
import { type FigureText, numberColumn, textColumn } from '../figure.ts';
import { timeColumn } from '../interval-text.ts';
import { type Marks, marksOf, shortKernel } from '../marks.ts';
import { isOk, type Measured, recordAt } from '../measured.ts';

/** All kernels on one pattern and shape: one small multiple. */
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
  readonly byteModelDensity: number;
  readonly marks: Marks;
}

export function crossoverPanels(measured: Measured): readonly CrossoverPanel[] {
  const groups = new Map<string, CrossoverSeries[]>();
  for (const series of measured.crossovers) {
    const key = `${series.pattern} ${series.rowCount} ${series.columnCount}`;
    groups.set(key, [...(groups.get(key) ?? []), series]);
  }
  const marks = marksOf(measured.records);
  return [...groups.values()].map(series => {
    const { pattern, rowCount, columnCount, byteModelDensity } = series[0]!;
    const dense = denseBand(measured, series);
    return { pattern, rowCount, columnCount, series, dense, byteModelDensity, marks };
  });
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

function crossoverFinding(panel: CrossoverPanel): string {
  const sentences = panel.series.map(({ kernelId, crossing, status }) =>
    crossing && status === 'crosses'
      ? `${shortKernel(kernelId)} beats dense below ${percent(crossing.value)} % nonzeros`
      : `${shortKernel(kernelId)}: ${status}`,
  );
  const where = `${panel.pattern} ${formatShape(panel.rowCount, panel.columnCount)}`;
  return `${sentences.join('; ')} (${where}).`;
}
