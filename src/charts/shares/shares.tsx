import { formatInterval } from '../../core/interval.ts';
import type { Share } from '../../core/record/finding.ts';
import { formatShare } from '../../core/units.ts';
import { type Figure, type FigureText, numberColumn, rowText, type Size, textColumn } from '../figure.ts';
import { Halo, Svg } from '../frame.tsx';
import { withInterval } from '../interval-text.ts';
import { textWidth } from '../label-placement.ts';
import { type Measured, threshold } from '../measured.ts';
import { paint, type Token } from '../palette.ts';
import { linearScale } from '../scales.ts';

interface ShareRow {
  readonly name: string;
  readonly meaning: string;
  readonly share: Share;
  readonly token: Token;
  /** Share from which the resource is said to limit. */
  readonly threshold: number;
  /** The product is clearly faster than the probe that should bound it. */
  readonly passed: boolean;
}

/** Ink weights, not family colours: these are resources, not kernels. */
function shareRows(measured: Pick<Measured, 'verdict' | 'thresholds'>): readonly ShareRow[] {
  const { bandwidth, compute, dispatch } = measured.verdict.shares;
  const noCeiling = threshold(measured, 'e1NoCeilingShare');
  const rows = [
    {
      name: 'Bandwidth',
      meaning: 'compulsory bytes at the read ceiling',
      share: bandwidth,
      token: 'ink' as const,
      threshold: threshold(measured, 'e1SupportedShare'),
    },
    {
      name: 'Arithmetic',
      meaning: 'useful FLOPs at the multiply-add ceiling',
      share: compute,
      token: 'ink' as const,
      threshold: threshold(measured, 'regimeShare'),
    },
    {
      name: 'Dispatch',
      meaning: 'cost of launching',
      share: dispatch,
      token: 'ink' as const,
      threshold: threshold(measured, 'regimeShare'),
    },
  ];
  return rows.map(row => ({ ...row, passed: (row.share.low ?? 0) > noCeiling }));
}

function sharesText(rows: readonly ShareRow[]): FigureText {
  const known = rows.flatMap(row => {
    if (row.share.value === null) return [];
    const share = row.passed ? 'unknown, since its probe is slower' : formatShare(row.share.value);
    return `${row.name.toLowerCase()} ${share}`;
  });
  return {
    title:
      known.length > 0
        ? `Of the time of the judged product, ${known.join(', ')}.`
        : 'None of the three shares was measured.',
    description:
      'Time that each resource alone would need ÷ measured time, with its 95 % interval; what works side by side ' +
      'counts in each. A tick marks the share from which a resource counts as the limit.',
    columns: [textColumn('Resource'), numberColumn('Share of the time, %'), textColumn('Time counted')],
    rows: rows.map(row => ({
      cells: [row.name, percent(row.share), row.meaning],
      address: null,
    })),
  };
}

/** "103 % (102–104)". */
function labelOf({ value, low, high }: Share): string {
  return value === null ? 'n/a' : formatInterval(value, low, high, formatShare);
}

function percent({ value, low, high }: Share): string {
  const times = (x: number | null) => (x === null ? null : x * 100);
  return withInterval(times(value), times(low), times(high));
}

const ROW_HEIGHT = 38;
const BAR_HEIGHT = 14;

interface SharesProps {
  readonly rows: readonly ShareRow[];
  readonly text: FigureText;
  readonly size: Size;
  readonly active: number | null;
}

/** One bar a resource on one common scale; a share over 1 is shown, not cut. */
export function Shares({ rows, text, size, active }: SharesProps) {
  const labelWidth = 84;
  const longest = Math.max(...rows.map(row => textWidth(labelOf(row.share))));
  const right = size.width - longest - 14;
  const largest = Math.max(1, ...rows.map(row => row.share.high ?? row.share.value ?? 0));
  const x = linearScale([0, largest], [labelWidth, right]);
  const span = x(1) - x(0);
  const isWide = span > 170;
  const hasRoom = span > textWidth('0') + textWidth('100 %') + 8;
  return (
    <Svg size={size} text={text}>
      {[0, 1].map(value => (
        <g key={value}>
          <line x1={x(value)} x2={x(value)} y1={4} y2={rows.length * ROW_HEIGHT} stroke={paint('rule')} />
          <text
            x={x(value)}
            y={rows.length * ROW_HEIGHT + 16}
            text-anchor={value === 0 ? 'start' : isWide ? 'middle' : 'end'}
            fill={paint('quiet')}
          >
            {value === 0 ? (hasRoom ? '0' : '') : isWide ? '100 % of the time' : '100 %'}
          </text>
        </g>
      ))}
      {rows.map((row, index) => (
        <ShareBar
          key={row.name}
          row={row}
          index={index}
          x={x}
          active={active === index}
          tooltip={rowText(text, index)}
          textAt={right + 10}
        />
      ))}
    </Svg>
  );
}

interface ShareBarProps {
  readonly row: ShareRow;
  readonly index: number;
  readonly x: (value: number) => number;
  readonly active: boolean;
  readonly tooltip: string;
  readonly textAt: number;
}

function ShareBar({ row, index, x, active, tooltip, textAt }: ShareBarProps) {
  const middle = index * ROW_HEIGHT + ROW_HEIGHT / 2;
  const { value, low, high } = row.share;
  const end = value === null ? x(0) : x(value);
  return (
    <g data-point={index} data-x={end} data-y={middle}>
      <title>{tooltip}</title>
      <text x={0} y={middle} dominant-baseline="central" font-weight={active ? 600 : 400}>
        {row.name}
      </text>
      <rect
        x={x(0)}
        y={middle - BAR_HEIGHT / 2}
        width={x(1) - x(0)}
        height={BAR_HEIGHT}
        fill={paint('rule')}
        fill-opacity={0.45}
      />
      {value !== null && (
        <rect
          x={x(0)}
          y={middle - BAR_HEIGHT / 2}
          width={end - x(0)}
          height={BAR_HEIGHT}
          fill={paint('ceiling')}
        />
      )}
      <rect
        x={x(row.threshold) - 1.75}
        y={middle - BAR_HEIGHT / 2 - 4}
        width={3.5}
        height={BAR_HEIGHT + 8}
        fill={paint('ink')}
        stroke={paint('ground')}
      />
      {low !== null && high !== null && (
        <path
          d={`M${x(low)} ${middle}H${x(high)}M${x(low)} ${middle - 5}v10M${x(high)} ${middle - 5}v10`}
          stroke={paint('ink')}
          stroke-width={1.75}
          fill="none"
        />
      )}
      <Halo x={textAt} y={middle} fill={paint('ink')} bold={active}>
        {labelOf(row.share)}
      </Halo>
    </g>
  );
}

export function sharesFigure(measured: Pick<Measured, 'verdict' | 'thresholds'>): Figure {
  const rows = shareRows(measured);
  const text = sharesText(rows);
  return {
    id: 'shares',
    heading: 'Where the time goes',
    text,
    heightFor: () => rows.length * ROW_HEIGHT + 26,
    draw: (size, active) => <Shares rows={rows} text={text} size={size} active={active} />,
  };
}
