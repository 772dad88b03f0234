import { ticks } from 'd3';
import type { Finding } from '../../core/record/finding.ts';
import { formatNumber, trimZeros } from '../../core/units.ts';
import {
  type Figure,
  type FigureText,
  findingFigure,
  numberColumn,
  rowText,
  type Size,
  textColumn,
} from '../figure.ts';
import { BottomAxis, Halo, type Plot, Point, Svg } from '../frame.tsx';
import { withInterval } from '../interval-text.ts';
import { type Mark, marksOf } from '../marks.ts';
import { type Measured, recordAt, threshold } from '../measured.ts';
import { paint } from '../palette.ts';
import { linearScale, placeInterval } from '../scales.ts';
import { standingOf } from '../standing.ts';

/** Where a share was predicted to lie, and where it refutes the prediction. */
interface Zones {
  readonly refutedBelow: number;
  readonly supportedFrom: number;
  /** Over this the probe is no ceiling. */
  readonly noCeilingFrom: number;
}

const SUBJECTS: Readonly<Record<string, string>> = {
  E1: 'b, time to stream the bytes ÷ time',
  E2: 'c, time for the FLOPs ÷ time',
};

function shareText(finding: Finding, kernelId: string, zones: Zones | null): FigureText {
  const subject = SUBJECTS[finding.id] ?? finding.title;
  return {
    title: `${finding.title}: ${standingOf(finding)}. ${finding.reason}`,
    description: zones
      ? 'Shaded: what was predicted. Outlined: where the prediction is refuted. The dashed line is the ceiling itself.'
      : 'With its 95 % interval; nothing was predicted. The dashed line is the ceiling itself.',
    columns: [textColumn('Kernel'), numberColumn(subject)],
    rows: [
      {
        cells: [kernelId, withInterval(finding.value, finding.low, finding.high)],
        address: finding.evidence[0] ?? null,
      },
    ],
  };
}

interface ShareOfTimeProps {
  readonly finding: Finding;
  readonly zones: Zones | null;
  readonly mark: Pick<Mark, 'colour' | 'path'>;
  readonly text: FigureText;
  readonly size: Size;
  readonly active: number | null;
}

export function ShareOfTime({ finding, zones, mark, text, size, active }: ShareOfTimeProps) {
  const plot = { left: 14, top: 26, right: size.width - 14, bottom: size.height - 44 };
  const largest = Math.max(1.25, (finding.high ?? finding.value ?? 0) * 1.08);
  const x = linearScale([0, largest], [plot.left, plot.right]);
  const middle = plot.top + (plot.bottom - plot.top) * 0.55;
  const { value } = finding;
  return (
    <Svg size={size} text={text}>
      {zones && <ZoneMarks zones={zones} plot={plot} x={x} />}
      <line
        x1={x(1)}
        x2={x(1)}
        y1={plot.top}
        y2={plot.bottom}
        stroke={paint('ceiling')}
        stroke-dasharray="5 4"
      />
      <BottomAxis
        plot={plot}
        title={SUBJECTS[finding.id] ?? ''}
        ticks={ticks(0, largest, 5).map(tick => ({ at: x(tick), label: trimZeros(formatNumber(tick)) }))}
      />
      {value !== null && (
        <>
          <Point
            index={0}
            x={x(value)}
            y={middle}
            interval={placeInterval(x, finding.low ?? value, finding.high ?? value)}
            direction="level"
            mark={mark}
            active={active === 0}
            tooltip={rowText(text, 0)}
          />
          <Halo
            x={Math.min(Math.max(x(value), plot.left + 16), plot.right - 16)}
            y={middle + 20}
            anchor="middle"
            fill={paint('ink')}
          >
            {formatNumber(value)}
          </Halo>
        </>
      )}
    </Svg>
  );
}

interface ZoneProps {
  readonly zones: Zones;
  readonly plot: Plot;
  readonly x: (share: number) => number;
}

function ZoneMarks({ zones, plot, x }: ZoneProps) {
  const from = x(zones.supportedFrom);
  const to = x(zones.noCeilingFrom);
  return (
    <g>
      <rect
        x={from}
        y={plot.top}
        width={to - from}
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
      <Halo x={x(zones.refutedBelow) - 6} y={plot.top + 12} anchor="end" fill={paint('quiet')}>
        refuted
      </Halo>
      <Halo x={(from + to) / 2} y={plot.top - 10} anchor="middle" fill={paint('quiet')}>
        predicted
      </Halo>
    </g>
  );
}

/** E1 and E2: one share of the time of the judged product; E1 against what was predicted. */
export function shareFigure(measured: Measured, finding: Finding): Figure {
  const kernelId =
    finding.evidence
      .map(address => recordAt(measured, address))
      .find(record => record?.operation === 'matvec')?.case.kernelId ?? '';
  const zones =
    finding.id === 'E1'
      ? {
          refutedBelow: threshold(measured, 'e1RefutedShare'),
          supportedFrom: threshold(measured, 'e1SupportedShare'),
          noCeilingFrom: threshold(measured, 'e1NoCeilingShare'),
        }
      : null;
  const text = shareText(finding, kernelId, zones);
  const mark = marksOf(measured.records).get(kernelId) ?? { colour: paint('ink'), path: 'M-4,-4h8v8h-8Z' };
  return findingFigure(finding, text, (size, active) => (
    <ShareOfTime finding={finding} zones={zones} mark={mark} text={text} size={size} active={active} />
  ));
}
