import { scaleLinear } from 'd3';
import type { Finding } from '../core/finding.ts';
import { formatNumber, trimZeros } from '../core/units.ts';
import { type Figure, type FigureText, numberColumn, rowText, type Size, textColumn } from './figure.ts';
import { BottomAxis, Halo, Point, Svg } from './frame.tsx';
import { withInterval } from './interval-text.ts';
import { marksOf } from './marks.ts';
import { type Measured, recordAt, threshold } from './measured.ts';
import { paint } from './palette.ts';

interface Zones {
  readonly refutedBelow: number;
  readonly supportedFrom: number;
  /** Over this the probe is no ceiling. */
  readonly noCeilingFrom: number;
}

function shareText(finding: Finding, kernelId: string): FigureText {
  return {
    title: `${finding.title}: ${finding.status}. ${finding.reason}`,
    description:
      'Share b of the read ceiling that the matrix–vector product reaches, with its 95 % interval. ' +
      'Shaded: what was predicted. Outlined: where the prediction is refuted.',
    columns: [textColumn('Kernel'), numberColumn('b, share of the read ceiling'), textColumn('Status')],
    rows: [
      {
        cells: [kernelId, withInterval(finding.value, finding.low, finding.high), finding.status],
        address: finding.evidence[0] ?? null,
      },
    ],
  };
}

interface ShareOfRoofProps {
  readonly finding: Finding;
  readonly zones: Zones;
  readonly mark: { readonly colour: string; readonly path: string };
  readonly text: FigureText;
  readonly size: Size;
  readonly active: number | null;
}

export function ShareOfRoof({ finding, zones, mark, text, size, active }: ShareOfRoofProps) {
  const plot = { left: 14, top: 26, right: size.width - 14, bottom: size.height - 44 };
  const largest = Math.max(1.25, (finding.high ?? finding.value ?? 0) * 1.08);
  const x = scaleLinear([0, largest], [plot.left, plot.right]);
  const middle = (plot.top + plot.bottom) / 2;
  const value = finding.value;
  return (
    <Svg size={size} text={text}>
      <rect
        x={x(zones.supportedFrom)}
        y={plot.top}
        width={x(zones.noCeilingFrom) - x(zones.supportedFrom)}
        height={plot.bottom - plot.top}
        fill={paint('ceiling')}
        fill-opacity={0.22}
      />
      <path
        d={`M${x(0)} ${plot.top}H${x(zones.refutedBelow)}V${plot.bottom}`}
        fill="none"
        stroke={paint('ceiling')}
        stroke-width={1.5}
      />
      <line
        x1={x(1)}
        x2={x(1)}
        y1={plot.top}
        y2={plot.bottom}
        stroke={paint('ceiling')}
        stroke-dasharray="5 4"
      />
      <Halo x={x(zones.refutedBelow) - 6} y={plot.top + 12} anchor="end" fill={paint('quiet')}>
        refuted
      </Halo>
      <Halo
        x={(x(zones.supportedFrom) + x(zones.noCeilingFrom)) / 2}
        y={plot.top - 10}
        anchor="middle"
        fill={paint('quiet')}
      >
        predicted
      </Halo>
      <BottomAxis
        plot={plot}
        title="b, share of the read ceiling"
        ticks={x.ticks(5).map(tick => ({ at: x(tick), label: trimZeros(formatNumber(tick)) }))}
      />
      {value !== null && (
        <Point
          index={0}
          x={x(value)}
          y={middle}
          interval={{ x1: x(finding.low ?? value), x2: x(finding.high ?? value), y1: middle, y2: middle }}
          mark={mark}
          hollow={finding.status === 'undecided'}
          active={active === 0}
          tooltip={rowText(text, 0)}
        />
      )}
      <Halo
        x={x(Math.min(value ?? largest / 2, largest * 0.8))}
        y={middle + 20}
        anchor="middle"
        fill={paint('ink')}
      >
        {value === null ? 'n/a' : formatNumber(value)}
      </Halo>
    </Svg>
  );
}

/** E1: one number against what was predicted. */
export function shareOfRoofFigure(measured: Measured, finding: Finding): Figure {
  const record = finding.evidence
    .map(address => recordAt(measured, address))
    .find(found => found?.operation === 'matvec');
  const kernelId = record?.kernelId ?? '';
  const text = shareText(finding, kernelId);
  const zones = {
    refutedBelow: threshold(measured, 'e1RefutedShare'),
    supportedFrom: threshold(measured, 'e1SupportedShare'),
    noCeilingFrom: threshold(measured, 'e1NoCeilingShare'),
  };
  const mark = marksOf(measured.records).get(kernelId) ?? { colour: paint('ink'), path: 'M-4,-4h8v8h-8Z' };
  return {
    id: `finding-${finding.id}`,
    heading: finding.title,
    text,
    heightFor: () => 240,
    draw: (size, active) => (
      <ShareOfRoof finding={finding} zones={zones} mark={mark} text={text} size={size} active={active} />
    ),
  };
}
