import { formatNumber, formatSi, trimZeros } from '../../core/units.ts';
import { decadeTicks } from '../axis-ticks.ts';
import { type Figure, type FigureText, rowText, type Size } from '../figure.ts';
import { Absent, BottomAxis, Halo, LeftAxis, Point, Svg } from '../frame.tsx';
import type { PlacedLabel } from '../label-placement.ts';
import type { Measured } from '../measured.ts';
import { paint } from '../palette.ts';
import { placeInterval } from '../scales.ts';
import { type RooflineData, rooflineData, rooflineText } from './roofline-data.ts';
import { flatStart, type Geometry, geometryOf, slopeEnds } from './roofline-geometry.ts';
import { type Names, namesOf } from './roofline-names.ts';

interface PartProps {
  readonly data: RooflineData;
  readonly geometry: Geometry;
}

/** Lightly shaded: what this device can reach. */
function Shade({ data, geometry }: PartProps) {
  const { plot, x, y } = geometry;
  const memory = data.bandwidth[0];
  const peak = data.peakFlopsPerSecond;
  if (!memory || peak === null || data.passing.length > 0) return null;
  const { from, to } = slopeEnds(memory.bytesPerSecond, data, geometry);
  const corners = [
    [x(from), plot.bottom],
    [x(from), y(from * memory.bytesPerSecond)],
    [x(to), y(to * memory.bytesPerSecond)],
    [plot.right, y(Math.min(peak, geometry.xDomain[1] * memory.bytesPerSecond))],
    [plot.right, plot.bottom],
  ];
  return <polygon points={corners.join(' ')} fill={paint('ceiling')} fill-opacity={0.08} />;
}

/** Of a roof that is none. */
const DOTTED = '1 5';

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
            stroke-dasharray={roof.passed ? DOTTED : roof.level === 'memory' ? '8 4' : '3 3'}
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
          stroke-dasharray={data.peakPassed ? DOTTED : '8 4'}
        />
      )}
    </g>
  );
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
            interval={placeInterval(y, point.low, point.high)}
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
