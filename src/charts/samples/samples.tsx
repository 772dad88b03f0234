import { ticks } from 'd3';
import type { OkRecord } from '../../core/record/record.ts';
import { formatCount, formatDuration, formatShare } from '../../core/units.ts';
import { durationTicks } from '../duration-ticks.ts';
import { type Figure, type FigureText, numberColumn, rowText, type Size } from '../figure.ts';
import { BottomAxis, Halo, LeftAxis, Point, Svg } from '../frame.tsx';
import { timeColumn } from '../interval-text.ts';
import { marksOf } from '../marks.ts';
import { isUnresolved } from '../measured.ts';
import { linearScale } from '../scales.ts';

/** Time of one execution, seen once; see stats/per-dispatch.ts, which makes them from samples. */
export interface TimedOnce {
  readonly round: number;
  readonly ns: number;
}

function samplesText(record: OkRecord, observations: readonly TimedOnce[]): FigureText {
  const times = observations.map(observation => observation.ns);
  const { medianNs, lowNs, highNs, driftRatio } = record.summary;
  const column = timeColumn([...times, medianNs]);
  const drift = Math.abs(driftRatio - 1);
  const counted = `${formatCount(times.length)} ${record.timerId === 'wall' ? 'slopes' : 'samples'}`;
  const unresolved = isUnresolved(record);
  return {
    title: unresolved
      ? `Unresolved: no time is read off these ${counted}, which last too few steps of the clock.`
      : `Median ${column.print(medianNs, lowNs, highNs)} ${column.unit} over ${counted}; ` +
        `the last third is ${formatShare(drift)} ${driftRatio >= 1 ? 'slower' : 'faster'} than the first.`,
    description: `${whatADotIs(record)}${unresolved ? ', hollow' : ', with the median and its 95 % interval'}.`,
    columns: [
      numberColumn('Sample'),
      numberColumn('Round'),
      numberColumn(`Time per execution, ${column.unit}`),
    ],
    rows: observations.map((observation, i) => ({
      cells: [String(i + 1), String(observation.round), column.print(observation.ns)],
      address: null,
    })),
  };
}

function whatADotIs(record: OkRecord): string {
  if (record.sampleOrder === 'sorted') return 'Every sample, sorted: the timing library gives no order';
  if (record.timerId === 'wall') {
    return 'Every slope of wall time over batches of different length, in the order measured';
  }
  return 'Every sample in the order it was measured';
}

interface SamplesProps {
  readonly record: OkRecord;
  readonly observations: readonly TimedOnce[];
  readonly text: FigureText;
  readonly size: Size;
  readonly active: number | null;
}

/** Distribution and drift at one glance: dots in measured order over the median's interval. */
export function Samples({ record, observations, text, size, active }: SamplesProps) {
  const times = observations.map(observation => observation.ns);
  const { medianNs, lowNs, highNs } = record.summary;
  const plot = { left: 66, top: 26, right: size.width - 12, bottom: size.height - 44 };
  const unresolved = isUnresolved(record);
  const top = Math.max(...times, highNs);
  const bottom = Math.min(...times, lowNs);
  const margin = Math.max((top - bottom) * 0.12, medianNs * 0.01);
  const y = linearScale([bottom - margin, top + margin], [plot.bottom, plot.top]);
  const x = linearScale([0.5, Math.max(times.length, 2) + 0.5], [plot.left, plot.right]);
  const mark = marksOf([record]).get(record.case.kernelId)!;
  const axis = durationTicks(bottom - margin, top + margin, 4);
  const steps = ticks(
    1,
    Math.max(times.length, 2),
    Math.min(times.length, Math.floor(size.width / 90)),
  ).filter(value => Number.isInteger(value) && value >= 1);
  return (
    <Svg size={size} text={text}>
      <LeftAxis
        plot={plot}
        title={`time per execution, ${axis.unit}`}
        ticks={axis.ticks.map(({ ns, label }) => ({ at: y(ns), label }))}
      />
      {!unresolved && (
        <>
          <rect
            x={plot.left}
            y={y(highNs)}
            width={plot.right - plot.left}
            height={Math.max(1, y(lowNs) - y(highNs))}
            fill={mark.colour}
            fill-opacity={0.18}
          />
          <line
            x1={plot.left}
            x2={plot.right}
            y1={y(medianNs)}
            y2={y(medianNs)}
            stroke={mark.colour}
            stroke-width={1.5}
          />
        </>
      )}
      <BottomAxis
        plot={plot}
        title={record.sampleOrder === 'measured' ? 'sample, in measured order' : 'sample, sorted'}
        ticks={steps.map(value => ({ at: x(value), label: formatCount(value) }))}
      />
      {times.map((time, index) => (
        <Point
          key={`${index} ${time}`}
          index={index}
          x={x(index + 1)}
          y={y(time)}
          mark={mark}
          hollow={unresolved}
          active={active === index}
          tooltip={rowText(text, index)}
        />
      ))}
      <Halo x={plot.right} y={10} anchor="end" fill={mark.colour}>
        {unresolved ? 'unresolved' : `median ${formatDuration(medianNs)}`}
      </Halo>
    </Svg>
  );
}

/** @param observations of this record, in measured order */
export function samplesFigure(record: OkRecord, observations: readonly TimedOnce[]): Figure {
  const text = samplesText(record, observations);
  return {
    id: 'samples',
    heading: 'Samples',
    text,
    heightFor: () => 240,
    draw: (size, active) => (
      <Samples record={record} observations={observations} text={text} size={size} active={active} />
    ),
  };
}
