import { line, ticks } from 'd3';
import type { Finding } from '../../core/record/finding.ts';
import { formatNumber, trimZeros } from '../../core/units.ts';
import { type Figure, type FigureText, findingFigure, rowText, type Size } from '../figure.ts';
import { BottomAxis, Halo, LeftAxis, Point, Svg } from '../frame.tsx';
import { type Marks, marksOf } from '../marks.ts';
import type { Measured } from '../measured.ts';
import { paint } from '../palette.ts';
import { linearScale, placeInterval } from '../scales.ts';
import {
  DILUTION_TICKS,
  type DilutionData,
  dilutionData,
  dilutionText,
  nothingDiluted,
} from './dilution-data.ts';

interface DilutionProps {
  readonly data: DilutionData;
  readonly marks: Marks;
  readonly text: FigureText;
  readonly size: Size;
  readonly active: number | null;
}

/** Intervals of noisy runs that reach further leave the frame, so that the gate stays readable. */
const HIGHEST_RATIO = 1.6;

/** Half the width of the gate at p = ½, in p. */
const GATE = 0.055;

export function Dilution({ data, marks, text, size, active }: DilutionProps) {
  const plot = { left: 36, top: 26, right: size.width - 12, bottom: size.height - 44 };
  const highest = Math.max(1.15, ...data.points.map(point => Math.min(point.high * 1.04, HIGHEST_RATIO)));
  const x = linearScale([0, 1.02], [plot.left + 6, plot.right]);
  const y = linearScale([0, highest], [plot.bottom, plot.top]);
  const mark = marks.get(data.kernelId);
  const path = line<DilutionData['points'][number]>()
    .x(point => x(point.share))
    .y(point => y(point.ratio));
  return (
    <Svg size={size} text={text}>
      <LeftAxis
        plot={plot}
        title={data.ratioTitle}
        ticks={ticks(0, highest, 4).map(value => ({ at: y(value), label: trimZeros(formatNumber(value)) }))}
      />
      <BottomAxis
        plot={plot}
        title="share p read from memory"
        ticks={DILUTION_TICKS.map(value => ({ at: x(value), label: trimZeros(formatNumber(value)) }))}
      />
      <g stroke={paint('ceiling')} stroke-dasharray="5 4">
        <line x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} />
        <line x1={x(0)} y1={y(1)} x2={x(1)} y2={y(1)} />
      </g>
      <Gate data={data} x={x} y={y} top={highest} />
      {mark && <path d={path(data.points) ?? ''} fill="none" stroke={mark.colour} stroke-width={1.75} />}
      {mark &&
        data.points.map((point, index) => (
          <Point
            key={point.address}
            index={index}
            x={x(point.share)}
            y={y(point.ratio)}
            interval={placeInterval(y, point.low, point.high)}
            mark={mark}
            active={active === index}
            tooltip={rowText(text, index)}
          />
        ))}
    </Svg>
  );
}

interface GateProps {
  readonly data: DilutionData;
  readonly x: (share: number) => number;
  readonly y: (ratio: number) => number;
  readonly top: number;
}

/** What was predicted at p = ½, shaded, and from where it is refuted, barred. */
function Gate({ data, x, y, top }: GateProps) {
  const left = x(0.5 - GATE);
  const right = x(0.5 + GATE);
  return (
    <g>
      <rect
        x={left}
        width={right - left}
        y={y(data.supportedUpTo)}
        height={y(0) - y(data.supportedUpTo)}
        fill={paint('ceiling')}
        fill-opacity={0.22}
      />
      <path
        d={`M${left} ${y(top)}V${y(data.refutedFrom)}H${right}V${y(top)}`}
        fill="none"
        stroke={paint('ceiling')}
        stroke-width={1.5}
      />
      <Halo x={right + 5} y={y(0.12)} fill={paint('quiet')}>
        predicted
      </Halo>
      <Halo x={right + 5} y={y(top) + 6} fill={paint('quiet')}>
        refuted
      </Halo>
    </g>
  );
}

/** Null where the finding has no diluted records behind it. */
export function dilutionFigure(measured: Measured, finding: Finding): Figure | null {
  const data = dilutionData(measured, finding);
  if (!data) return null;
  const text = dilutionText(data);
  const marks = marksOf(measured.records);
  return findingFigure(finding, text, (size, active) => (
    <Dilution data={data} marks={marks} text={text} size={size} active={active} />
  ));
}

/** Axes and prediction of the deciding experiment, before anything of it is measured. */
export function emptyDilution(measured: Measured): Figure {
  const data = nothingDiluted(measured);
  const text: FigureText = {
    title: 'Dilution: nothing of it is measured yet.',
    description: 'Fills when the deciding experiment is reached.',
    columns: [],
    rows: [],
  };
  return findingFigure(data.finding, text, size => (
    <Dilution data={data} marks={new Map()} text={text} size={size} active={null} />
  ));
}
