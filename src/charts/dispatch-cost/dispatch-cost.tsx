import { line } from 'd3';
import { dispatchCost } from '../../analysis/evidence/dispatch-cost.ts';
import { usableRecords } from '../../analysis/evidence/usable.ts';
import type { Finding } from '../../core/record/finding.ts';
import type { OkRecord } from '../../core/record/record.ts';
import { formatDuration, formatMemory, formatSi, NS_PER_S, perSecond, trimZeros } from '../../core/units.ts';
import { binaryTicks, decadeTicks, logDomain } from '../axis-ticks.ts';
import {
  type Figure,
  type FigureText,
  findingFigure,
  numberColumn,
  rowText,
  type Size,
  textColumn,
} from '../figure.ts';
import { BottomAxis, Halo, LeftAxis, Point, Svg } from '../frame.tsx';
import { timeColumn } from '../interval-text.ts';
import { around } from '../label-placement.ts';
import { nameLevel } from '../line-names.ts';
import { type Marks, marksOf } from '../marks.ts';
import { isOk, type Measured } from '../measured.ts';
import { paint } from '../palette.ts';
import { logScale, placeInterval } from '../scales.ts';

/** T = t0 + bytes ÷ bandwidth over matrix–vector products of many sizes: experiment E7. */
export interface DispatchCostData {
  readonly finding: Finding;
  readonly points: readonly OkRecord[];
  /** Cost of one dispatch, the intercept. */
  readonly t0Ns: number | null;
  /** Of the fit; null where an empty dispatch stands in for it. */
  readonly bytesPerSecond: number | null;
}

export function dispatchCostData(measured: Measured, finding: Finding): DispatchCostData {
  const evidence = new Set(finding.evidence);
  const points = measured.records
    .filter(isOk)
    .filter(
      record =>
        evidence.has(record.address) && record.work.compulsoryBytes > 0 && record.summary.medianNs > 0,
    )
    .sort((a, b) => a.work.compulsoryBytes - b.work.compulsoryBytes);
  const timerId = points[0]?.timerId;
  const cost = timerId ? dispatchCost(usableRecords(measured.records), timerId) : null;
  const half = cost?.halfBytes?.value ?? 0;
  return {
    finding,
    points,
    t0Ns: finding.value,
    bytesPerSecond: cost && half > 0 ? perSecond(half, cost.t0.value) : null,
  };
}

function dispatchCostText(data: DispatchCostData): FigureText {
  const time = timeColumn(data.points.map(record => record.summary.medianNs));
  return {
    title: `${data.finding.title}: ${data.finding.reason}`,
    description: `Time of one matrix–vector product against its compulsory bytes, both logarithmic.${modelText(data)}`,
    columns: [textColumn('Kernel'), numberColumn('Bytes'), numberColumn(`Time, ${time.unit}`)],
    rows: data.points.map(record => ({
      cells: [
        record.case.kernelId,
        formatSi(record.work.compulsoryBytes, 'B'),
        time.print(record.summary.medianNs, record.summary.lowNs, record.summary.highNs),
      ],
      address: record.address,
    })),
  };
}

/** Of what is drawn alone. */
function modelText({ t0Ns, bytesPerSecond }: DispatchCostData): string {
  if (t0Ns === null) return '';
  const bytes = bytesPerSecond === null ? '' : '; dashed: that and the bytes at the fitted bandwidth';
  return ` Dotted: the cost of a dispatch${bytes}.`;
}

interface DispatchCostProps {
  readonly data: DispatchCostData;
  readonly marks: Marks;
  readonly text: FigureText;
  readonly size: Size;
  readonly active: number | null;
}

export function DispatchCost({ data, marks, text, size, active }: DispatchCostProps) {
  const plot = { left: 54, top: 26, right: size.width - 12, bottom: size.height - 44 };
  const bytes = data.points.map(record => record.work.compulsoryBytes);
  const times = data.points.map(record => record.summary.medianNs);
  const xDomain = logDomain(bytes, 1.6, 64);
  const yDomain = logDomain([...times, (data.t0Ns ?? times[0] ?? 1) / 1.6], 1.5, 10);
  const x = logScale(xDomain, [plot.left, plot.right]);
  const y = logScale(yDomain, [plot.bottom, plot.top]);
  const obstacles = data.points.map(record =>
    around(x(record.work.compulsoryBytes), y(record.summary.medianNs), 6),
  );
  const t0Name =
    data.t0Ns === null
      ? null
      : nameLevel(`t0 = ${formatDuration(data.t0Ns)}`, y(data.t0Ns), plot.left, plot.right, obstacles);
  return (
    <Svg size={size} text={text}>
      <LeftAxis
        plot={plot}
        title="time per product"
        ticks={decadeTicks(...yDomain, plot.bottom - plot.top, 30).map(value => ({
          at: y(value),
          label: trimZeros(formatDuration(value)),
        }))}
      />
      <BottomAxis
        plot={plot}
        title="compulsory bytes"
        ticks={binaryTicks(...xDomain, plot.right - plot.left, 60).map(value => ({
          at: x(value),
          label: formatMemory(value),
        }))}
      />
      <Model data={data} x={x} y={y} xDomain={xDomain} highestNs={yDomain[1]} />
      {data.points.map((record, index) => {
        const mark = marks.get(record.case.kernelId);
        const at = x(record.work.compulsoryBytes);
        const { lowNs, medianNs, highNs } = record.summary;
        return mark ? (
          <Point
            key={record.address}
            index={index}
            x={at}
            y={y(medianNs)}
            interval={placeInterval(y, lowNs, highNs)}
            mark={mark}
            hollow={record.summary.flags.includes('unresolved')}
            active={active === index}
            tooltip={rowText(text, index)}
          />
        ) : null;
      })}
      {t0Name && (
        <Halo x={t0Name.x} y={t0Name.y} fill={paint('quiet')}>
          {t0Name.text}
        </Halo>
      )}
    </Svg>
  );
}

interface ModelProps {
  readonly data: DispatchCostData;
  readonly x: (bytes: number) => number;
  readonly y: (ns: number) => number;
  readonly xDomain: readonly [number, number];
  readonly highestNs: number;
}

function Model({ data, x, y, xDomain, highestNs }: ModelProps) {
  const { t0Ns, bytesPerSecond } = data;
  if (t0Ns === null) return null;
  const steps = Array.from({ length: 41 }, (_, i) => xDomain[0] * (xDomain[1] / xDomain[0]) ** (i / 40));
  const timeOf = (bytes: number) => t0Ns + (bytes / (bytesPerSecond ?? Number.NaN)) * NS_PER_S;
  const curve = line<number>()
    .defined(bytes => timeOf(bytes) <= highestNs)
    .x(bytes => x(bytes))
    .y(bytes => y(timeOf(bytes)));
  return (
    <g stroke={paint('ceiling')} fill="none">
      <line x1={x(xDomain[0])} x2={x(xDomain[1])} y1={y(t0Ns)} y2={y(t0Ns)} stroke-dasharray="2 3" />
      {bytesPerSecond !== null && <path d={curve(steps) ?? ''} stroke-width={1.5} stroke-dasharray="6 4" />}
    </g>
  );
}

export function dispatchCostFigure(measured: Measured, finding: Finding): Figure {
  const data = dispatchCostData(measured, finding);
  const text = dispatchCostText(data);
  const marks = marksOf(measured.records);
  return findingFigure(finding, text, (size, active) => (
    <DispatchCost data={data} marks={marks} text={text} size={size} active={active} />
  ));
}
