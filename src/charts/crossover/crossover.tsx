import { area, line } from 'd3';
import type { CrossoverPoint, CrossoverSeries } from '../../core/record/finding.ts';
import { formatDuration, formatNumber, formatShape, trimZeros } from '../../core/units.ts';
import { decadeTicks } from '../axis-ticks.ts';
import { type Figure, type FigureText, rowText, type Size } from '../figure.ts';
import { BottomAxis, Halo, LeftAxis, Point, Svg } from '../frame.tsx';
import { spread } from '../label-placement.ts';
import { shortKernel } from '../marks.ts';
import type { Measured } from '../measured.ts';
import { familyPaint, paint } from '../palette.ts';
import { placeInterval } from '../scales.ts';
import { type CrossoverPanel, crossoverPanels, crossoverText, pairedTime } from './crossover-data.ts';
import { geometryOf } from './crossover-geometry.ts';
import { ByteModel, Crossing, CrossoverNotes, type PartProps } from './crossover-notes.tsx';

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

/** Kernel line with the ribbon of its intervals; where one leaves the frame, its bar with an arrow says more than a ribbon. */
function SeriesLine({ series, panel, geometry: { x, y } }: PartProps & { readonly series: CrossoverSeries }) {
  const mark = panel.marks.get(series.kernelId);
  if (!mark) return null;
  const points = [...series.points].sort((a, b) => a.density - b.density);
  const ribbon = area<CrossoverPoint>()
    .defined(point => {
      const { low, high } = pairedTime(point);
      const { fromCut, toCut } = placeInterval(y, low, high);
      return !fromCut && !toCut;
    })
    .x(point => x(point.density))
    .y0(point => y(pairedTime(point).low))
    .y1(point => y(pairedTime(point).high));
  const path = line<CrossoverPoint>()
    .x(point => x(point.density))
    .y(point => y(pairedTime(point).ns));
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
    return last ? { x: x(last.density), y: y(pairedTime(last).ns) } : { x: plot.right, y: plot.bottom };
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
        ticks={decadeTicks(...xDomain, plot.right - plot.left, 48).map(value => ({
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
      <CrossoverNotes {...part} />
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
            y={y(pairedTime(point).ns)}
            interval={placeInterval(y, pairedTime(point).low, pairedTime(point).high)}
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
      heading: `${panel.pattern} ${formatShape(panel.rowCount, panel.columnCount)}`,
      text,
      heightFor: width => Math.round(Math.min(420, Math.max(340, width * 0.62))),
      draw: (size, active) => <Crossover panel={panel} text={text} size={size} active={active} />,
    };
  });
}
