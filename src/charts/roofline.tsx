import { scaleLog } from 'd3';
import { formatFlopsPerSecond, formatNumber, formatSi, trimZeros } from '../core/units.ts';
import { decadeTicks, logDomain } from './axis-ticks.ts';
import { type Figure, type FigureText, rowText, type Size } from './figure.ts';
import { Absent, BottomAxis, Halo, LeftAxis, type Plot, Point, Svg } from './frame.tsx';
import { alongLine, around, type Box, boxOf, type PlacedLabel, placeLabels } from './label-placement.ts';
import { nameLevel, nameSlope, type SlopeName } from './line-names.ts';
import { shortKernel } from './marks.ts';
import type { Measured } from './measured.ts';
import { paint } from './palette.ts';
import { type RooflineData, rooflineData, rooflineText } from './roofline-data.ts';

type Scale = (value: number) => number;

interface Geometry {
  readonly plot: Plot;
  readonly x: Scale;
  readonly y: Scale;
  readonly xDomain: readonly [number, number];
  readonly yDomain: readonly [number, number];
}

function geometryOf(data: RooflineData, size: Size): Geometry {
  const plot = { left: 54, top: 26, right: size.width - 12, bottom: size.height - 44 };
  const intensities = data.points.map(point => point.intensity);
  const ridges = data.ridge === null ? [] : [data.ridge / 2, data.ridge * 2];
  const xDomain = logDomain([...intensities, ...ridges], 1.8, 100);
  const rates = data.points.map(point => point.flopsPerSecond);
  const top = Math.max(data.peakFlopsPerSecond ?? 0, ...rates) * 1.6;
  const yDomain = logDomain([...rates.map(rate => rate / 2), top], 1.3, 100);
  return {
    plot,
    xDomain,
    yDomain,
    x: scaleLog(xDomain, [plot.left, plot.right]).clamp(true),
    y: scaleLog(yDomain, [plot.bottom, plot.top]).clamp(true),
  };
}

/** A roof's two ends within the frame, in data units. */
function slopeEnds(bytesPerSecond: number, data: RooflineData, geometry: Geometry) {
  const [xLow, xHigh] = geometry.xDomain;
  const [yLow, yHigh] = geometry.yDomain;
  const ceiling = Math.min(data.peakFlopsPerSecond ?? yHigh, yHigh);
  return {
    from: Math.max(xLow, yLow / bytesPerSecond),
    to: Math.min(xHigh, ceiling / bytesPerSecond),
  };
}

interface PartProps {
  readonly data: RooflineData;
  readonly geometry: Geometry;
}

/** Lightly shaded: what this device can reach. */
function Shade({ data, geometry: { plot, x, y, xDomain } }: PartProps) {
  const memory = data.bandwidth[0];
  const peak = data.peakFlopsPerSecond;
  if (!memory || peak === null || data.ridge === null) return null;
  const yAt = (intensity: number) =>
    Math.min(plot.bottom, y(Math.min(memory.bytesPerSecond * intensity, peak)));
  const corners = [xDomain[0], data.ridge, xDomain[1]].map(
    intensity => `${x(intensity)},${Math.max(plot.top, yAt(intensity))}`,
  );
  const points = `${plot.left},${plot.bottom} ${corners.join(' ')} ${plot.right},${plot.bottom}`;
  return <polygon points={points} fill={paint('ceiling')} fill-opacity={0.08} />;
}

function Roofs({ data, geometry }: PartProps) {
  const { plot, x, y } = geometry;
  const peak = data.peakFlopsPerSecond;
  return (
    <g stroke={paint('ceiling')} fill="none">
      {data.bandwidth.map(roof => {
        const { from, to } = slopeEnds(roof.bytesPerSecond, data, geometry);
        return (
          <line
            key={roof.label}
            x1={x(from)}
            y1={y(from * roof.bytesPerSecond)}
            x2={x(to)}
            y2={y(to * roof.bytesPerSecond)}
            stroke-width={roof.level === 'memory' ? 2 : 1}
            stroke-dasharray={roof.level === 'memory' ? '8 4' : '3 3'}
          />
        );
      })}
      {peak !== null && (
        <line
          x1={x(flatStart(data, geometry))}
          x2={plot.right}
          y1={y(peak)}
          y2={y(peak)}
          stroke-width={2}
          stroke-dasharray="8 4"
        />
      )}
    </g>
  );
}

/** Where the level roof begins: at the steepest slope drawn. */
function flatStart(data: RooflineData, geometry: Geometry): number {
  const steepest = Math.max(...data.bandwidth.map(roof => roof.bytesPerSecond), 0);
  return steepest > 0 && data.peakFlopsPerSecond !== null
    ? Math.max(geometry.xDomain[0], data.peakFlopsPerSecond / steepest)
    : geometry.xDomain[0];
}

/** Every text in the picture, placed in one go so that nothing overlaps. */
interface Names {
  readonly slopes: readonly SlopeName[];
  readonly peak: ReturnType<typeof nameLevel> | null;
  readonly points: readonly PlacedLabel[];
}

function namesOf(data: RooflineData, geometry: Geometry): Names {
  const { plot, x, y } = geometry;
  const obstacles: Box[] = data.points.map(point => around(x(point.intensity), y(point.flopsPerSecond), 6));
  const lines = data.bandwidth.map(roof => slopeLine(roof, data, geometry));
  const roofs = lines.flatMap(line => alongLine(line.x1, line.y1, line.x2, line.y2));
  const slopes: SlopeName[] = [];
  for (const line of lines) {
    const name = nameSlope(line, obstacles);
    if (!name) continue;
    slopes.push(name);
    obstacles.push(...name.boxes);
  }
  const peak = data.peakFlopsPerSecond;
  if (peak === null)
    return { slopes, peak: null, points: pointLabels(data, geometry, [...obstacles, ...roofs]) };
  const start = x(flatStart(data, geometry));
  const level = nameLevel(peakName(peak, plot), y(peak), start, plot.right, obstacles);
  obstacles.push(boxOf(level), ...alongLine(start, y(peak), plot.right, y(peak)), ...roofs);
  return { slopes, peak: level, points: pointLabels(data, geometry, obstacles) };
}

function peakName(peak: number, plot: Plot): string {
  const rate = formatFlopsPerSecond(peak);
  return isWide(plot) ? `multiply-add ${rate}` : rate;
}

/** Wide enough for whole names. */
function isWide(plot: Plot): boolean {
  return plot.right - plot.left > 420;
}

function slopeLine(roof: RooflineData['bandwidth'][number], data: RooflineData, geometry: Geometry) {
  const { x, y } = geometry;
  const { from, to } = slopeEnds(roof.bytesPerSecond, data, geometry);
  const text = isWide(geometry.plot) ? roof.label : roof.shortLabel;
  return {
    text,
    x1: x(from),
    y1: y(from * roof.bytesPerSecond),
    x2: x(to),
    y2: y(to * roof.bytesPerSecond),
  };
}

/** The ridge point's, and one a kernel at its fastest point. */
function pointLabels(data: RooflineData, geometry: Geometry, obstacles: readonly Box[]) {
  const { plot, x, y } = geometry;
  const fastest = new Map<string, (typeof data.points)[number]>();
  for (const point of data.points) {
    const seen = fastest.get(point.kernelId);
    if (!seen || point.flopsPerSecond > seen.flopsPerSecond) fastest.set(point.kernelId, point);
  }
  const kernels = [...fastest.values()].map(point => ({
    text: isWide(plot) ? point.kernelId : shortKernel(point.kernelId),
    anchorX: x(point.intensity),
    anchorY: y(point.flopsPerSecond),
  }));
  const peak = data.peakFlopsPerSecond;
  const ridge =
    data.ridge === null || peak === null
      ? []
      : [
          {
            text: `ridge point ${formatNumber(data.ridge)} FLOP/byte`,
            anchorX: x(data.ridge),
            anchorY: y(peak),
          },
        ];
  const frame = {
    x: plot.left,
    y: plot.top - 8,
    width: plot.right - plot.left,
    height: plot.bottom - plot.top + 8,
  };
  return placeLabels([...ridge, ...kernels], obstacles, frame);
}

function RoofNames({ names }: { readonly names: Names }) {
  return (
    <g>
      {names.slopes.map(name => (
        <Halo
          key={name.text}
          x={name.x}
          y={name.y}
          fill={paint('quiet')}
          transform={`rotate(${name.degrees} ${name.x} ${name.y})`}
        >
          {name.text}
        </Halo>
      ))}
      {names.peak && (
        <Halo x={names.peak.x} y={names.peak.y} fill={paint('quiet')}>
          {names.peak.text}
        </Halo>
      )}
    </g>
  );
}

function Ridge({ data, geometry: { x, y } }: PartProps) {
  if (data.ridge === null || data.peakFlopsPerSecond === null) return null;
  return (
    <circle
      cx={x(data.ridge)}
      cy={y(data.peakFlopsPerSecond)}
      r={4.5}
      fill={paint('ground')}
      stroke={paint('ink')}
      stroke-width={2}
    />
  );
}

function PointLabels({ labels }: { readonly labels: readonly PlacedLabel[] }) {
  return (
    <g>
      {labels.map(label => (
        <g key={label.text}>
          {label.leader && (
            <line
              x1={label.anchorX}
              y1={label.anchorY}
              x2={Math.min(Math.max(label.anchorX, label.x - 2), label.x + label.width + 2)}
              y2={label.y}
              stroke={paint('quiet')}
              stroke-width={0.75}
            />
          )}
          <Halo x={label.x} y={label.y} fill={paint('ink')}>
            {label.text}
          </Halo>
        </g>
      ))}
    </g>
  );
}

interface RooflineProps {
  readonly data: RooflineData;
  readonly text: FigureText;
  readonly size: Size;
  readonly active: number | null;
}

export function Roofline({ data, text, size, active }: RooflineProps) {
  const geometry = geometryOf(data, size);
  const names = namesOf(data, geometry);
  const { plot, x, y, xDomain, yDomain } = geometry;
  const xTicks = decadeTicks(...xDomain, plot.right - plot.left, 34);
  const yTicks = decadeTicks(...yDomain, plot.bottom - plot.top, 48);
  const empty = data.points.length === 0 && data.bandwidth.length === 0;
  return (
    <Svg size={size} text={text}>
      <LeftAxis
        plot={plot}
        title="FLOP/s"
        ticks={yTicks.map(value => ({ at: y(value), label: empty ? '' : trimZeros(formatSi(value, '')) }))}
      />
      <Shade data={data} geometry={geometry} />
      <BottomAxis
        plot={plot}
        title="FLOP per byte"
        ticks={xTicks.map(value => ({ at: x(value), label: trimZeros(formatNumber(value)) }))}
      />
      <Roofs data={data} geometry={geometry} />
      <Ridge data={data} geometry={geometry} />
      <RoofNames names={names} />
      {data.points.map((point, index) => {
        const mark = data.marks.get(point.kernelId);
        if (!mark) return null;
        const at = x(point.intensity);
        return (
          <Point
            key={point.address}
            index={index}
            x={at}
            y={y(point.flopsPerSecond)}
            interval={{ x1: at, x2: at, y1: y(point.low), y2: y(point.high) }}
            mark={mark}
            hollow={point.unresolved}
            active={active === index}
            tooltip={rowText(text, index)}
          />
        );
      })}
      <PointLabels labels={names.points} />
      {empty && <Absent plot={plot}>Fills as ceilings and kernels are measured.</Absent>}
    </Svg>
  );
}

export function rooflineFigure(measured: Measured): Figure {
  const data = rooflineData(measured);
  const text = rooflineText(data);
  return {
    id: 'roofline',
    heading: 'Roofline',
    text,
    heightFor: width => Math.round(Math.min(520, Math.max(360, width * 0.6))),
    draw: (size, active) => <Roofline data={data} text={text} size={size} active={active} />,
  };
}
