import type { CrossoverSeries } from '../../core/record/finding.ts';
import { formatNumber } from '../../core/units.ts';
import { Halo, intervalPath, type Plot } from '../frame.tsx';
import { textWidth } from '../label-placement.ts';
import { shortKernel } from '../marks.ts';
import { paint } from '../palette.ts';
import { placeInterval } from '../scales.ts';
import { type CrossoverPanel, crossingText } from './crossover-data.ts';
import type { Geometry } from './crossover-geometry.ts';

export interface PartProps {
  readonly panel: CrossoverPanel;
  readonly geometry: Geometry;
}

/** Distance of two intervals of d* on the axis, px. */
const INTERVAL_STEP = 9;

/** Middle of a line of text above the intervals on the axis, px. */
function noteRow(panel: CrossoverPanel, plot: Plot, row: number): number {
  return plot.bottom - 14 - (panel.series.length - 1) * INTERVAL_STEP - row * 16;
}

/** d* of one kernel: a drop line from the crossing to its mark and interval on the axis. */
export function Crossing({
  series,
  panel,
  geometry,
  row,
}: PartProps & { readonly series: CrossoverSeries; readonly row: number }) {
  const { plot, x, y } = geometry;
  const mark = panel.marks.get(series.kernelId);
  if (!mark) return null;
  if (!series.crossing) return null;
  const { value, low, high } = series.crossing;
  // An open end lies beyond the measured range, and so beyond the frame.
  const interval = placeInterval(x, low ?? 0, high ?? Number.POSITIVE_INFINITY);
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
      <path d={intervalPath(interval, 'level', axis)} fill="none" stroke={mark.colour} stroke-width={4} />
      <path
        d={mark.path}
        transform={`translate(${x(value)} ${axis})`}
        fill={mark.colour}
        stroke={paint('ground')}
      />
    </g>
  );
}

/** What each kernel's d* is, and where equal bytes lie, over all lines: text that a line strikes through is not read. */
export function CrossoverNotes({ panel, geometry: { plot, x } }: PartProps) {
  return (
    <g>
      {panel.series.map((series, row) => {
        const name = panel.series.length > 1 ? `${shortKernel(series.kernelId)} ` : '';
        const label = name + crossingText(series);
        const end = series.crossing ? x(series.crossing.value) - 8 : 0;
        return (
          <Halo
            key={series.kernelId}
            x={Math.max(plot.left + 4, end - textWidth(label))}
            y={noteRow(panel, plot, row)}
            fill={panel.marks.get(series.kernelId)?.colour ?? paint('ink')}
          >
            {label}
          </Halo>
        );
      })}
      <Halo
        x={x(panel.byteModel.density) - 8}
        y={noteRow(panel, plot, panel.series.length)}
        fill={paint('quiet')}
        anchor="end"
      >
        {`${panel.byteModel.label} at ${formatNumber(panel.byteModel.density * 100)} %`}
      </Halo>
    </g>
  );
}

export function ByteModel({ panel, geometry: { plot, x, y } }: PartProps) {
  const at = x(panel.byteModel.density);
  return (
    <line
      x1={at}
      x2={at}
      y1={y(panel.dense.ns)}
      y2={plot.bottom}
      stroke={paint('ceiling')}
      stroke-dasharray="4 3"
    />
  );
}
