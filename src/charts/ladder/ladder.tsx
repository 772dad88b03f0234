import { line } from 'd3';
import type { Finding } from '../../core/record/finding.ts';
import { formatNumber, trimZeros } from '../../core/units.ts';
import { binaryTicks, decadeTicks, logDomain } from '../axis-ticks.ts';
import {
  type Figure,
  type FigureText,
  findingFigure,
  numberColumn,
  rowText,
  type Size,
  textColumn,
} from '../figure.ts';
import { BottomAxis, Halo, LeftAxis, type Plot, Point, Svg } from '../frame.tsx';
import { withInterval } from '../interval-text.ts';
import { type Marks, marksOf } from '../marks.ts';
import type { Measured } from '../measured.ts';
import { paint } from '../palette.ts';
import { logScale, placeInterval, type Scale } from '../scales.ts';
import { crossingData } from './crossing-data.ts';
import { type LadderData, type LadderPoint, ladderData } from './ladder-data.ts';

interface LadderProps {
  readonly data: LadderData;
  readonly marks: Marks;
  readonly text: FigureText;
  readonly size: Size;
  readonly active: number | null;
}

/** Room for a name beside the last point, in px. */
const NAME_ROOM = 9;

export function Ladder({ data, marks, text, size, active }: LadderProps) {
  const plot = { left: 52, top: 26, right: size.width - 14, bottom: size.height - 44 };
  const { points, predicted, refuted, marks: places } = data;
  const xDomain = logDomain(
    [...points, ...places, ...predicted].map(({ at }) => at),
    1.3,
    8,
  );
  const ratios = [...points, ...refuted].map(({ ratio }) => ratio);
  const yDomain = logDomain([...ratios, ...predicted.flatMap(({ low, high }) => [low, high])], 1.35, 2.5);
  const ticksAlong = data.isShare ? decadeTicks : binaryTicks;
  const x = logScale(xDomain, [plot.left, plot.right]);
  const y = logScale(yDomain, [plot.bottom, plot.top]);
  const path = line<LadderPoint>()
    .x(({ at }) => x(at))
    .y(({ ratio }) => y(ratio));
  return (
    <Svg size={size} text={text}>
      <LeftAxis
        plot={plot}
        title={data.yTitle}
        ticks={binaryTicks(...yDomain, plot.bottom - plot.top, 26).map(value => ({
          at: y(value),
          label: trimZeros(formatNumber(value)),
        }))}
      />
      <BottomAxis
        plot={plot}
        title={data.xTitle}
        ticks={ticksAlong(...xDomain, plot.right - plot.left, 60).map(value => ({
          at: x(value),
          label: data.tick(value),
        }))}
      />
      <Prediction data={data} x={x} y={y} />
      <Places places={places} plot={plot} x={x} />
      <path d={path(points) ?? ''} fill="none" stroke={paint('quiet')} />
      {points.map((point, index) => {
        const mark = marks.get(point.record.case.kernelId);
        return mark ? (
          <Point
            key={`${index} ${point.record.address}`}
            index={index}
            x={x(point.at)}
            y={y(point.ratio)}
            interval={placeInterval(y, point.low, point.high)}
            mark={mark}
            hollow={point.hollow}
            active={active === index}
            tooltip={rowText(text, index)}
          />
        ) : null;
      })}
      {data.finding.id === 'E3' &&
        points.map(({ at, ratio, name }, i) => (
          <Halo
            key={name}
            x={x(at) + NAME_ROOM}
            y={y(ratio) + (i === 0 ? 20 : 12)}
            anchor={i === 0 ? 'end' : 'start'}
            fill={paint('quiet')}
          >
            {name}
          </Halo>
        ))}
    </Svg>
  );
}

interface PredictionProps {
  readonly data: LadderData;
  readonly x: Scale;
  readonly y: Scale;
}

/** What was predicted, shaded; from where it is refuted, a solid line. */
function Prediction({ data, x, y }: PredictionProps) {
  const { predicted } = data;
  const upper = predicted.map(({ at, high }) => `${x(at)},${y(high)}`);
  const lower = predicted.map(({ at, low }) => `${x(at)},${y(low)}`).reverse();
  const edge = line<LadderData['refuted'][number]>()
    .x(({ at }) => x(at))
    .y(({ ratio }) => y(ratio));
  return (
    <g>
      {predicted.length > 0 && (
        <path d={`M${[...upper, ...lower].join('L')}Z`} fill={paint('ceiling')} fill-opacity={0.22} />
      )}
      <path d={edge([...data.refuted]) ?? ''} fill="none" stroke={paint('ceiling')} stroke-width={1.5} />
    </g>
  );
}

/** Dashed uprights with their names on top, the second a line lower where the first is near. */
function Places({
  places,
  plot,
  x,
}: {
  readonly places: LadderData['marks'];
  readonly plot: Plot;
  readonly x: Scale;
}) {
  return (
    <g>
      {places.map(({ at, name }, i) => {
        const before = places[i - 1];
        const lower = before && Math.abs(x(before.at) - x(at)) < 50 ? 16 : 0;
        const nearEdge = x(at) > plot.right - 40;
        return (
          <g key={name}>
            <line
              x1={x(at)}
              x2={x(at)}
              y1={plot.top}
              y2={plot.bottom}
              stroke={paint('ceiling')}
              stroke-dasharray="5 4"
            />
            <Halo
              x={x(at) + (nearEdge ? -5 : 5)}
              y={plot.top + 6 + lower}
              anchor={nearEdge ? 'end' : 'start'}
              fill={paint('quiet')}
            >
              {name}
            </Halo>
          </g>
        );
      })}
    </g>
  );
}

function ladderText(data: LadderData): FigureText {
  return {
    title: `${data.finding.title}: ${data.finding.status}. ${data.finding.reason}`,
    description: data.description,
    columns: [textColumn('Kernel'), textColumn(data.pointColumn), numberColumn(data.yTitle)],
    rows: data.points.map(({ record, at, name, ratio, low, high }) => ({
      cells: [
        record.case.kernelId,
        data.finding.id === 'E3' ? `${name}, ${data.tick(at)}` : name,
        withInterval(ratio, low, high),
      ],
      address: record.address,
    })),
  };
}

/** Null where the finding was not measured. */
export function ladderFigure(measured: Measured, finding: Finding): Figure | null {
  const data = finding.id.startsWith('S') ? crossingData(measured, finding) : ladderData(measured, finding);
  if (!data) return null;
  const text = ladderText(data);
  const marks = marksOf(measured.records);
  return findingFigure(finding, text, (size, active) => (
    <Ladder data={data} marks={marks} text={text} size={size} active={active} />
  ));
}
