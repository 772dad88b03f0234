import type { CrossoverSeries } from '../../core/record/finding.ts';
import { formatShare } from '../../core/units.ts';
import { decadeTicks, logDomain } from '../axis-ticks.ts';
import { type Figure, type FigureText, numberColumn, rowText, type Size, textColumn } from '../figure.ts';
import { Absent, BottomAxis, Point, Svg } from '../frame.tsx';
import { FONT_SIZE, fittedText, textWidth } from '../label-placement.ts';
import { paint } from '../palette.ts';
import { logScale, placeInterval } from '../scales.ts';
import { CIRCLE } from './dashes.ts';

/** Crossovers of one machine; none where no density was swept. */
export interface MachineCrossings {
  readonly name: string;
  /** One a pattern. */
  readonly crossovers: readonly CrossoverSeries[];
}

interface Row {
  readonly name: string;
  readonly series: CrossoverSeries;
}

const ROW_HEIGHT = 44;

/** Up to which density a sparse kernel beats dense, a row a machine and pattern. */
export function crossingsFigure(machines: readonly MachineCrossings[]): Figure {
  const rows = machines.flatMap(({ name, crossovers }) => crossovers.map(series => ({ name, series })));
  const text = textOf(rows, machines);
  return {
    id: 'crossings',
    heading: 'Crossovers',
    text,
    heightFor: () => Math.max(3, rows.length) * ROW_HEIGHT + 60,
    draw: (size, active) => <Crossings rows={rows} text={text} size={size} active={active} />,
  };
}

function textOf(rows: readonly Row[], machines: readonly MachineCrossings[]): FigureText {
  const crossing = rows.flatMap(({ series }) => series.crossing?.value ?? []);
  const without = machines.filter(({ crossovers }) => crossovers.length === 0).length;
  const left = without === 0 ? '' : ` ${without} of ${machines.length} machines swept no density.`;
  return {
    title: titleOf(crossing),
    description: `Left of its point, a machine’s sparse kernel is faster than its fastest dense one.${left}`,
    columns: [
      textColumn('Machine'),
      textColumn('Pattern'),
      numberColumn('Sparse wins below'),
      textColumn('Kernel'),
    ],
    rows: rows.map(({ name, series }) => ({
      cells: [name, series.pattern, crossingText(series), series.kernelId],
      address: null,
    })),
  };
}

function titleOf(crossings: readonly number[]): string {
  if (crossings.length === 0) return 'No crossover was found on these machines';
  const [low, high] = [Math.min(...crossings), Math.max(...crossings)].map(formatShare);
  return low === high
    ? `A sparse kernel wins below ${low} of nonzeros`
    : `A sparse kernel wins below ${low} to ${high} of nonzeros, by machine`;
}

function crossingText({ crossing, status }: CrossoverSeries): string {
  return crossing === null ? status : formatShare(crossing.value);
}

/** What is said of the machine stays whole; a long name gives way. */
function rowName(name: string, { pattern, crossing, status }: CrossoverSeries, width: number): string {
  const said = `, ${pattern}${crossing === null ? `: ${status}` : ''}`;
  return `${fittedText(name, width - textWidth(said))}${said}`;
}

interface CrossingsProps {
  readonly rows: readonly Row[];
  readonly text: FigureText;
  readonly size: Size;
  readonly active: number | null;
}

function Crossings({ rows, text, size, active }: CrossingsProps) {
  const plot = { left: 6, top: 8, right: size.width - 12, bottom: size.height - 44 };
  const ends = rows.flatMap(({ series: { crossing } }) =>
    crossing ? [crossing.value, crossing.low ?? crossing.value] : [],
  );
  const xDomain = logDomain([...ends, 0.01, 0.9], 1.1, 100);
  const x = logScale(xDomain, [plot.left, plot.right]);
  return (
    <Svg size={size} text={text}>
      {rows.map(({ name, series }, index) => {
        const at = plot.top + index * ROW_HEIGHT + 30;
        const { crossing } = series;
        return (
          <g key={`${name} ${series.pattern}`}>
            <line x1={plot.left} x2={plot.right} y1={at} y2={at} stroke={paint('rule')} />
            <text x={plot.left} y={at - 14} font-size={FONT_SIZE} fill={paint('ink')}>
              {rowName(name, series, plot.right - plot.left)}
            </text>
            {crossing && (
              <Point
                index={index}
                x={x(crossing.value)}
                y={at}
                interval={placeInterval(x, crossing.low ?? crossing.value, crossing.high ?? crossing.value)}
                direction="level"
                mark={{ colour: paint('csr'), path: CIRCLE }}
                active={active === index}
                tooltip={rowText(text, index)}
              />
            )}
          </g>
        );
      })}
      <BottomAxis
        plot={plot}
        title="Share of nonzeros"
        ticks={decadeTicks(...xDomain, plot.right - plot.left, 44).map(value => ({
          at: x(value),
          label: formatShare(value),
        }))}
      />
      {rows.length === 0 && <Absent plot={plot}>No machine here swept densities.</Absent>}
    </Svg>
  );
}
