import { area, line, scaleLog } from 'd3';
import type { CrossoverPoint, CrossoverSeries } from '../core/finding.ts';
import { formatCount, formatDuration, formatNumber, trimZeros } from '../core/units.ts';
import { decadeTicks, logDomain } from './axis-ticks.ts';
import {
  type CrossoverPanel,
  crossingText,
  crossoverPanels,
  crossoverText,
  sparseInterval,
} from './crossover-data.ts';
import { type Figure, type FigureText, rowText, type Size } from './figure.ts';
import { BottomAxis, Halo, LeftAxis, type Plot, Point, Svg } from './frame.tsx';
import { spread, textWidth } from './label-placement.ts';
import { shortKernel } from './marks.ts';
import type { Measured } from './measured.ts';
import { familyPaint, paint } from './palette.ts';

interface Geometry {
  readonly plot: Plot;
  readonly x: (density: number) => number;
  readonly y: (ns: number) => number;
  readonly xDomain: readonly [number, number];
  readonly yDomain: readonly [number, number];
}

const LOWEST_DENSITY = 0.001;

function geometryOf(panel: CrossoverPanel, size: Size): Geometry {
  const names = panel.series.map(series => textWidth(shortKernel(series.kernelId)));
  const right = size.width - Math.max(16, ...names.map(width => width + 12));
  // Room for the crossings in words: a line of text a kernel, and one for the byte model.
  const notes = 1.6 * panel.series.length + 1.2;
  const plot = { left: 54, top: 26, right, bottom: size.height - 44 };
  const densities = panel.series.flatMap(series => series.points.map(point => point.density));
  const xDomain: [number, number] = [Math.min(LOWEST_DENSITY, ...densities), 1];
  const times = panel.series.flatMap(series => series.points.map(point => point.sparseNs));
  const [low, high] = logDomain([...times, panel.dense.ns], 1.6, 10);
  const share = (notes * 16) / (plot.bottom - plot.top);
  const yDomain: [number, number] = [low / (high / low) ** (share / (1 - share)), high];
  return {
    plot,
    xDomain,
    yDomain,
    x: scaleLog(xDomain, [plot.left, plot.right]).clamp(true),
    y: scaleLog(yDomain, [plot.bottom, plot.top]).clamp(true),
  };
}

interface PartProps {
  readonly panel: CrossoverPanel;
  readonly geometry: Geometry;
}

function DenseBand({ panel, geometry: { plot, y } }: PartProps) {
  const { dense } = panel;
  const top = y(dense.high);
  const colour = familyPaint('dense');
  return (
    <g>
      <rect
        x={plot.left}
        y={top}
        width={plot.right - plot.left}
        height={Math.max(1, y(dense.low) - top)}
        fill={colour}
        fill-opacity={0.18}
      />
      <line
        x1={plot.left}
        x2={plot.right}
        y1={y(dense.ns)}
        y2={y(dense.ns)}
        stroke={colour}
        stroke-width={2}
      />
      <Halo x={plot.left + 4} y={top - 10} fill={colour}>
        {`dense ${shortKernel(dense.kernelId)}`}
      </Halo>
    </g>
  );
}

/** Kernel line with the ribbon of its intervals. */
function SeriesLine({ series, panel, geometry: { x, y } }: PartProps & { readonly series: CrossoverSeries }) {
  const mark = panel.marks.get(series.kernelId);
  if (!mark) return null;
  const points = [...series.points].sort((a, b) => a.density - b.density);
  const ribbon = area<CrossoverPoint>()
    .x(point => x(point.density))
    .y0(point => y(sparseInterval(point).low))
    .y1(point => y(sparseInterval(point).high));
  const path = line<CrossoverPoint>()
    .x(point => x(point.density))
    .y(point => y(point.sparseNs));
  return (
    <g>
      <path d={ribbon(points) ?? ''} fill={mark.colour} fill-opacity={0.18} />
      <path
        d={path(points) ?? ''}
        fill="none"
        stroke={mark.colour}
        stroke-width={1.75}
        {...(mark.dash ? { 'stroke-dasharray': mark.dash } : {})}
      />
    </g>
  );
}

/** Kernel names right of the last points, moved apart where lines end together. */
function EndNames({ panel, geometry: { plot, x, y } }: PartProps) {
  const ends = panel.series.map(series => {
    const last = [...series.points].sort((a, b) => a.density - b.density).at(-1);
    return last ? { x: x(last.density), y: y(last.sparseNs) } : { x: plot.right, y: plot.bottom };
  });
  const rows = spread(
    ends.map(end => end.y),
    15,
    plot.top,
    plot.bottom - 8,
  );
  return (
    <g>
      {panel.series.map((series, i) => (
        <Halo
          key={series.kernelId}
          x={ends[i]!.x + 8}
          y={rows[i]!}
          fill={panel.marks.get(series.kernelId)?.colour ?? paint('ink')}
        >
          {shortKernel(series.kernelId)}
        </Halo>
      ))}
    </g>
  );
}

/** Distance of two intervals of d* on the axis, px. */
const INTERVAL_STEP = 9;

/** Middle of a line of text above the intervals on the axis, px. */
function noteRow(panel: CrossoverPanel, plot: Plot, row: number): number {
  return plot.bottom - 14 - (panel.series.length - 1) * INTERVAL_STEP - row * 16;
}

/** d* of one kernel: a drop line from the crossing to its mark and interval on the axis, and its value in words. */
function Crossing({
  series,
  panel,
  geometry,
  row,
}: PartProps & { readonly series: CrossoverSeries; readonly row: number }) {
  const { plot, x, y, xDomain } = geometry;
  const mark = panel.marks.get(series.kernelId);
  if (!mark) return null;
  const name = panel.series.length > 1 ? `${shortKernel(series.kernelId)} ` : '';
  const label = name + crossingText(series);
  const width = textWidth(label);
  const at = noteRow(panel, plot, row);
  if (!series.crossing) {
    return (
      <Halo x={plot.left + 4} y={at} fill={mark.colour}>
        {label}
      </Halo>
    );
  }
  const { value, low, high } = series.crossing;
  const left = x(Math.max(low ?? xDomain[0], xDomain[0]));
  const right = x(Math.min(high ?? 1, 1));
  const axis = plot.bottom - row * INTERVAL_STEP;
  return (
    <g>
      <line
        x1={x(value)}
        x2={x(value)}
        y1={y(panel.dense.ns)}
        y2={plot.bottom}
        stroke={mark.colour}
        stroke-dasharray="1 3"
      />
      <line x1={left} x2={right} y1={axis} y2={axis} stroke={mark.colour} stroke-width={4} />
      <path
        d={mark.path}
        transform={`translate(${x(value)} ${axis})`}
        fill={mark.colour}
        stroke={paint('ground')}
      />
      <Halo x={Math.max(plot.left + 4, x(value) - 8 - width)} y={at} fill={mark.colour}>
        {label}
      </Halo>
    </g>
  );
}

function ByteModel({ panel, geometry: { plot, x, y } }: PartProps) {
  const at = x(panel.byteModelDensity);
  const row = noteRow(panel, plot, panel.series.length);
  const label = `equal bytes at ${formatNumber(panel.byteModelDensity * 100)} %`;
  return (
    <g>
      <line
        x1={at}
        x2={at}
        y1={y(panel.dense.ns)}
        y2={plot.bottom}
        stroke={paint('ceiling')}
        stroke-dasharray="4 3"
      />
      <Halo x={at - 8} y={row} fill={paint('quiet')} anchor="end">
        {label}
      </Halo>
    </g>
  );
}

interface CrossoverProps {
  readonly panel: CrossoverPanel;
  readonly text: FigureText;
  readonly size: Size;
  readonly active: number | null;
}

export function Crossover({ panel, text, size, active }: CrossoverProps) {
  const geometry = geometryOf(panel, size);
  const { plot, x, y, xDomain, yDomain } = geometry;
  const part = { panel, geometry };
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
        title="density (share of nonzeros)"
        ticks={decadeTicks(...xDomain, plot.right - plot.left, 44).map(value => ({
          at: x(value),
          label: `${trimZeros(formatNumber(value * 100))} %`,
        }))}
      />
      <DenseBand {...part} />
      <ByteModel {...part} />
      {panel.series.map((series, row) => (
        <Crossing key={series.kernelId} {...part} series={series} row={row} />
      ))}
      {panel.series.map(series => (
        <SeriesLine key={series.kernelId} {...part} series={series} />
      ))}
      <CrossoverPoints {...part} text={text} active={active} />
      <EndNames {...part} />
    </Svg>
  );
}

function CrossoverPoints({
  panel,
  geometry: { x, y },
  text,
  active,
}: PartProps & { readonly text: FigureText; readonly active: number | null }) {
  const points = panel.series.flatMap(series => series.points.map(point => ({ series, point })));
  return (
    <g>
      {points.map(({ series, point }, index) => {
        const mark = panel.marks.get(series.kernelId);
        return mark ? (
          <Point
            key={point.address}
            index={index}
            x={x(point.density)}
            y={y(point.sparseNs)}
            mark={mark}
            hollow={point.dispatchLimited}
            active={active === index}
            tooltip={rowText(text, index)}
          />
        ) : null;
      })}
    </g>
  );
}

/** One figure a pattern and shape. */
export function crossoverFigures(measured: Measured): readonly Figure[] {
  return crossoverPanels(measured).map((panel, i) => {
    const text = crossoverText(panel);
    return {
      id: `crossover-${i}`,
      heading: `${panel.pattern} ${formatCount(panel.rowCount)} × ${formatCount(panel.columnCount)}`,
      text,
      heightFor: width => Math.round(Math.min(420, Math.max(340, width * 0.62))),
      draw: (size, active) => <Crossover panel={panel} text={text} size={size} active={active} />,
    };
  });
}
