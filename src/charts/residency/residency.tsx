import { area, line } from 'd3';
import { formatMemory, formatSi, trimZeros } from '../../core/units.ts';
import { binaryTicks, decadeTicks, logDomain } from '../axis-ticks.ts';
import { type Figure, type FigureText, rowText, type Size } from '../figure.ts';
import { Absent, BottomAxis, Halo, LeftAxis, type Plot, Point, Svg } from '../frame.tsx';
import { alongLine, around, placeLabels } from '../label-placement.ts';
import { type Marks, marksOf } from '../marks.ts';
import type { Measured } from '../measured.ts';
import { paint } from '../palette.ts';
import { logScale, placeInterval } from '../scales.ts';
import { type ResidencyPoint, residencyPoints, residencyText } from './residency-data.ts';

const CURVE_DASHES: Readonly<Record<string, string>> = { write: '8 3', copy: '3 3', gather: '1 3' };
const CURVE_MARK = { colour: paint('ceiling'), path: 'M-2.5,0a2.5,2.5 0 1,0 5,0a2.5,2.5 0 1,0 -5,0' };

interface ResidencyProps {
  readonly points: readonly ResidencyPoint[];
  readonly marks: Marks;
  readonly text: FigureText;
  readonly size: Size;
  readonly active: number | null;
}

export function Residency({ points, marks, text, size, active }: ResidencyProps) {
  const plot = { left: 54, top: 26, right: size.width - 20, bottom: size.height - 44 };
  const xDomain = logDomain(
    points.map(point => point.workingSetBytes),
    1.5,
    256,
  );
  const yDomain = logDomain(
    points.map(point => point.bytesPerSecond),
    1.4,
    10,
  );
  const x = logScale(xDomain, [plot.left, plot.right]);
  const y = logScale(yDomain, [plot.bottom, plot.top]);
  return (
    <Svg size={size} text={text}>
      <LeftAxis
        plot={plot}
        title="B/s"
        ticks={decadeTicks(...yDomain, plot.bottom - plot.top, 30).map(value => ({
          at: y(value),
          label: trimZeros(formatSi(value, '')),
        }))}
      />
      <BottomAxis
        plot={plot}
        title="working set"
        ticks={binaryTicks(...xDomain, plot.right - plot.left, 84).map(value => ({
          at: x(value),
          label: formatMemory(value),
        }))}
      />
      <Curves points={points} x={x} y={y} plot={plot} />
      {points.map((point, index) => (
        <Point
          key={`${point.address} ${point.workingSetBytes}`}
          index={index}
          x={x(point.workingSetBytes)}
          y={y(point.bytesPerSecond)}
          interval={placeInterval(y, point.low, point.high)}
          mark={marks.get(point.name) && point.role === 'kernel' ? marks.get(point.name)! : CURVE_MARK}
          hollow={point.unresolved}
          active={active === index}
          tooltip={rowText(text, index)}
        />
      ))}
      {points.length === 0 && <Absent plot={plot}>Fills as the ceilings are measured.</Absent>}
    </Svg>
  );
}

interface CurvesProps {
  readonly points: readonly ResidencyPoint[];
  readonly x: (bytes: number) => number;
  readonly y: (bytesPerSecond: number) => number;
  readonly plot: Plot;
}

function Curves({ points, x, y, plot }: CurvesProps) {
  const names = [...new Set(points.filter(point => point.role === 'ceiling').map(point => point.name))];
  const curves = names.map(name => points.filter(point => point.role === 'ceiling' && point.name === name));
  const labels = placeLabels(
    curves.map((curve, i) => {
      const last = curve.at(-1)!;
      return { text: names[i]!, anchorX: x(last.workingSetBytes), anchorY: y(last.bytesPerSecond) };
    }),
    [
      ...points.map(point => around(x(point.workingSetBytes), y(point.bytesPerSecond), 5)),
      ...curves.flatMap(curve => curveBoxes(curve, x, y)),
    ],
    { x: plot.left, y: plot.top - 8, width: plot.right + 20 - plot.left, height: plot.bottom - plot.top + 8 },
  );
  const path = line<ResidencyPoint>()
    .x(point => x(point.workingSetBytes))
    .y(point => y(point.bytesPerSecond));
  const ribbon = area<ResidencyPoint>()
    .x(point => x(point.workingSetBytes))
    .y0(point => y(point.low))
    .y1(point => y(point.high));
  return (
    <g>
      {curves.map((curve, i) => (
        <g key={names[i]}>
          <path d={ribbon(curve) ?? ''} fill={paint('ceiling')} fill-opacity={0.16} />
          <path
            d={path(curve) ?? ''}
            fill="none"
            stroke={paint('ceiling')}
            stroke-width={1.75}
            {...(CURVE_DASHES[names[i]!] ? { 'stroke-dasharray': CURVE_DASHES[names[i]!] } : {})}
          />
        </g>
      ))}
      {labels.map(label => (
        <Halo key={label.text} x={label.x} y={label.y} fill={paint('quiet')}>
          {label.text}
        </Halo>
      ))}
    </g>
  );
}

function curveBoxes(
  curve: readonly ResidencyPoint[],
  x: (bytes: number) => number,
  y: (bytesPerSecond: number) => number,
) {
  return curve.slice(1).flatMap((point, i) => {
    const before = curve[i]!;
    return alongLine(
      x(before.workingSetBytes),
      y(before.bytesPerSecond),
      x(point.workingSetBytes),
      y(point.bytesPerSecond),
    );
  });
}

export function residencyFigure(measured: Measured): Figure {
  const points = residencyPoints(measured);
  const text = residencyText(points);
  const marks = marksOf(measured.records);
  return {
    id: 'residency',
    heading: 'Bandwidth by working set',
    text,
    heightFor: width => Math.round(Math.min(420, Math.max(320, width * 0.55))),
    draw: (size, active) => (
      <Residency points={points} marks={marks} text={text} size={size} active={active} />
    ),
  };
}
