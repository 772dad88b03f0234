import { formatNumber, trimZeros } from '../../core/units.ts';
import { decadeTicks } from '../axis-ticks.ts';
import { type Figure, type FigureText, rowText, type Size } from '../figure.ts';
import { BottomAxis, Halo, type Plot, Svg } from '../frame.tsx';
import { textWidth } from '../label-placement.ts';
import type { Measured } from '../measured.ts';
import { familyPaint, paint } from '../palette.ts';
import { logScale, type Scale } from '../scales.ts';
import { cellName, type FastestCell, type FastestMap, fastestMap, fastestText } from './fastest-data.ts';

const ROW_HEIGHT = 44;
const TOP = 10;
const AXIS_HEIGHT = 44;
/** Between cells, px. */
const GAP = 2;
/** A narrower cell says its margin alone, and a still narrower one nothing: colour and tooltip are left. */
const PADDING = 8;
const HATCH_ID = 'within-the-noise';

interface MapProps {
  readonly map: FastestMap;
  readonly text: FigureText;
  readonly size: Size;
  readonly active: number | null;
}

function Fastest({ map, text, size, active }: MapProps) {
  const left = Math.max(...map.patterns.map(pattern => textWidth(pattern))) + 14;
  const plot = { left, top: TOP, right: size.width - 14, bottom: size.height - AXIS_HEIGHT };
  const densities = map.cells.map(({ density }) => density);
  const domain: [number, number] = [
    Math.min(...densities) / 1.6,
    Math.min(1.6, Math.max(...densities) * 1.6),
  ];
  const x = logScale(domain, [plot.left, plot.right]);
  return (
    <Svg size={size} text={text}>
      <Hatch />
      {map.patterns.map((pattern, row) => (
        <text
          key={pattern}
          x={plot.left - 8}
          y={plot.top + (row + 0.5) * ROW_HEIGHT}
          text-anchor="end"
          dominant-baseline="central"
          fill={paint('quiet')}
        >
          {pattern}
        </text>
      ))}
      <BottomAxis
        plot={plot}
        title="density (share of nonzeros)"
        ticks={decadeTicks(domain[0], 1, plot.right - plot.left, 48).map(value => ({
          at: x(value),
          label: `${trimZeros(formatNumber(value * 100))} %`,
        }))}
      />
      {map.cells.map((cell, index) => (
        <Cell
          key={cell.address + cell.pattern + cell.density}
          cell={cell}
          index={index}
          box={boxOf(cell, map, plot, x)}
          active={active === index}
          tooltip={rowText(text, index)}
        />
      ))}
    </Svg>
  );
}

function Hatch() {
  return (
    <defs>
      <pattern id={HATCH_ID} width={7} height={7} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <line x1={0} x2={0} y1={0} y2={7} stroke={paint('ground')} stroke-width={3} />
      </pattern>
    </defs>
  );
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** From half-way to the density before to half-way to the one after, as the axis goes. */
function boxOf(cell: FastestCell, { cells, patterns }: FastestMap, plot: Plot, x: Scale): Box {
  const row = cells.filter(({ pattern }) => pattern === cell.pattern);
  const place = row.indexOf(cell);
  const at = x(cell.density);
  const before = place > 0 ? x(row[place - 1]!.density) : plot.left;
  const after = place + 1 < row.length ? x(row[place + 1]!.density) : plot.right;
  const from = place > 0 ? (before + at) / 2 : Math.max(plot.left, at - (after - at) / 2);
  const to = place + 1 < row.length ? (at + after) / 2 : Math.min(plot.right, at + (at - before) / 2);
  return {
    x: from + GAP / 2,
    y: plot.top + patterns.indexOf(cell.pattern) * ROW_HEIGHT + GAP / 2,
    width: Math.max(GAP, to - from - GAP),
    height: ROW_HEIGHT - GAP,
  };
}

interface CellProps {
  readonly cell: FastestCell;
  readonly index: number;
  readonly box: Box;
  readonly active: boolean;
  readonly tooltip: string;
}

function Cell({ cell, index, box, active, tooltip }: CellProps) {
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const lines = [cellName(cell), `${formatNumber(cell.margin)}×`].filter(
    line => textWidth(line) + PADDING <= box.width,
  );
  return (
    <g data-point={index} data-x={middle.x} data-y={middle.y}>
      <title>{tooltip}</title>
      <rect {...box} fill={familyPaint(cell.family)} fill-opacity={0.3} />
      {!cell.isClear && <rect {...box} fill={`url(#${HATCH_ID})`} fill-opacity={0.7} />}
      {active && <rect {...box} fill="none" stroke={paint('ink')} stroke-width={2} />}
      {lines.map((line, place) => (
        <Halo
          key={line}
          x={middle.x}
          y={middle.y + (place - (lines.length - 1) / 2) * 16}
          anchor="middle"
          fill={place === 0 && lines.length > 1 ? familyPaint(cell.family) : paint('ink')}
        >
          {line}
        </Halo>
      ))}
    </g>
  );
}

/** Null where fewer than two sparse formats were compared. */
export function fastestFigure(measured: Measured): Figure | null {
  const map = fastestMap(measured);
  if (map === null) return null;
  const text = fastestText(map);
  return {
    id: 'fastest-format',
    heading: 'Fastest format by pattern and density',
    text,
    heightFor: () => TOP + AXIS_HEIGHT + map.patterns.length * ROW_HEIGHT,
    draw: (size, active) => <Fastest map={map} text={text} size={size} active={active} />,
  };
}
