import type { ComponentChildren } from 'preact';
import type { FigureText, Size } from './figure.ts';
import { FONT_SIZE } from './label-placement.ts';
import type { Mark } from './marks.ts';
import { paint } from './palette.ts';
import type { PlacedInterval } from './scales.ts';

/** Edges of the plotting area inside the picture, in px. */
export interface Plot {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Tick {
  /** Position along the axis, in px. */
  readonly at: number;
  readonly label: string;
}

interface SvgProps {
  readonly size: Size;
  readonly text: FigureText;
  readonly children: ComponentChildren;
}

/** The outermost element of every figure: named by its finding, described, complete without any style sheet. */
export function Svg({ size, text, children }: SvgProps) {
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      role="img"
      width={size.width}
      height={size.height}
      viewBox={`0 0 ${size.width} ${size.height}`}
      font-family="system-ui, -apple-system, 'Segoe UI', 'Open Sans', sans-serif"
      font-size={FONT_SIZE}
      fill={paint('ink')}
    >
      <title>{text.title}</title>
      <desc>{text.description}</desc>
      {children}
    </svg>
  );
}

interface AxisProps {
  readonly plot: Plot;
  readonly ticks: readonly Tick[];
  readonly title: string;
}

/** Horizontal axis below the plot: baseline, ticks, labels, and its title at the right end. */
export function BottomAxis({ plot, ticks, title }: AxisProps) {
  return (
    <g>
      <line x1={plot.left} x2={plot.right} y1={plot.bottom} y2={plot.bottom} stroke={paint('quiet')} />
      {ticks.map(tick => (
        <g key={tick.label}>
          <line x1={tick.at} x2={tick.at} y1={plot.bottom} y2={plot.bottom + 5} stroke={paint('quiet')} />
          <text x={tick.at} y={plot.bottom + 18} text-anchor="middle" fill={paint('quiet')}>
            {tick.label}
          </text>
        </g>
      ))}
      <text x={plot.right} y={plot.bottom + 36} text-anchor="end" fill={paint('quiet')}>
        {title}
      </text>
    </g>
  );
}

/** Vertical axis: labels left of hairlines across the plot, its title level above them. */
export function LeftAxis({ plot, ticks, title }: AxisProps) {
  return (
    <g>
      {ticks.map(tick => (
        <g key={tick.label}>
          <line x1={plot.left} x2={plot.right} y1={tick.at} y2={tick.at} stroke={paint('rule')} />
          <text
            x={plot.left - 8}
            y={tick.at}
            text-anchor="end"
            dominant-baseline="central"
            fill={paint('quiet')}
          >
            {tick.label}
          </text>
        </g>
      ))}
      <text x={2} y={12} fill={paint('quiet')}>
        {title}
      </text>
    </g>
  );
}

interface PointProps {
  /** Index of the point, and of its row in the equivalent table. */
  readonly index: number;
  readonly x: number;
  readonly y: number;
  /** Drawn always, however short; an arrowhead where it goes on beyond the frame. */
  readonly interval?: PlacedInterval;
  /** Of the interval. */
  readonly direction?: 'upright' | 'level';
  readonly mark: Pick<Mark, 'colour' | 'path'>;
  /** Not resolved, or not allowed to count. */
  readonly hollow?: boolean;
  readonly active: boolean;
  /** Tooltip where no script runs. */
  readonly tooltip: string;
}

/** One measured value: shape, colour, interval, and where it is, for pointer and arrow keys. */
export function Point(props: PointProps) {
  const { index, x, y, interval, direction = 'upright', mark, hollow = false, active, tooltip } = props;
  return (
    <g data-point={index} data-x={x} data-y={y}>
      <title>{tooltip}</title>
      {interval && (
        <path
          d={intervalPath(interval, direction, direction === 'upright' ? x : y)}
          fill="none"
          stroke={mark.colour}
          stroke-width={1.5}
        />
      )}
      {active && <circle cx={x} cy={y} r={9} fill="none" stroke={paint('ink')} stroke-width={2} />}
      <path
        d={mark.path}
        transform={`translate(${x} ${y})`}
        fill={hollow ? paint('ground') : mark.colour}
        stroke={hollow ? mark.colour : paint('ground')}
        stroke-width={hollow ? 1.6 : 0.8}
      />
    </g>
  );
}

/** Half the width of an arrowhead, px. */
const ARROW = 4;

/** Path data. @param across where it lies on the other axis, px */
export function intervalPath(
  { from, to, fromCut, toCut }: PlacedInterval,
  direction: 'upright' | 'level',
  across: number,
): string {
  const place = (along: number, off = 0) =>
    direction === 'upright' ? `${across + off} ${along}` : `${along} ${across + off}`;
  const outward = Math.sign(to - from) || (direction === 'upright' ? -1 : 1);
  const head = (end: number, out: number) =>
    `M${place(end - out * ARROW, -ARROW)}L${place(end)}L${place(end - out * ARROW, ARROW)}`;
  return [
    `M${place(from)}L${place(to)}`,
    fromCut ? head(from, -outward) : '',
    toCut ? head(to, outward) : '',
  ].join('');
}

/** A sentence where the data would be: what is missing, and why. */
export function Absent({ plot, children }: { readonly plot: Plot; readonly children: string }) {
  return (
    <text
      x={(plot.left + plot.right) / 2}
      y={(plot.top + plot.bottom) / 2}
      text-anchor="middle"
      fill={paint('quiet')}
    >
      {children}
    </text>
  );
}

/** Text with an outline in the ground colour, readable on lines and shading. */
interface HaloProps {
  readonly x: number;
  readonly y: number;
  readonly fill: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly transform?: string;
  readonly bold?: boolean;
  readonly children: ComponentChildren;
}

export function Halo({ x, y, fill, anchor = 'start', transform, bold = false, children }: HaloProps) {
  return (
    <text
      x={x}
      y={y}
      fill={fill}
      text-anchor={anchor}
      dominant-baseline="central"
      stroke={paint('ground')}
      stroke-width={3}
      stroke-linejoin="round"
      paint-order="stroke"
      {...(bold ? { 'font-weight': 600 } : {})}
      {...(transform === undefined ? {} : { transform })}
    >
      {children}
    </text>
  );
}
