import { line } from 'd3';
import type { Finding } from '../../core/record/finding.ts';
import type { Measured } from '../measured.ts';
import { familyPaint, paint } from '../palette.ts';
import { linearScale, logScale, type Scale } from '../scales.ts';
import { type SketchData, type SketchPoint, sketchOf } from './sketch-data.ts';

/** px; drawn smaller where there is less room. */
const WIDTH = 160;
const HEIGHT = 64;
const MARGIN = 6;

interface SketchProps {
  readonly measured: Measured;
  readonly finding: Finding;
}

/** A small multiple without axes, for beside the words that say what it shows. Empty where nothing was measured. */
export function Sketch({ measured, finding }: SketchProps) {
  const data = sketchOf(measured, finding);
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      aria-hidden="true"
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
    >
      <line x1={0} x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} stroke={paint('rule')} />
      {data && <Drawing data={data} />}
    </svg>
  );
}

function Drawing({ data: whole }: { readonly data: SketchData }) {
  const data = nearPrediction(whole);
  const { points, band } = data;
  const [x, y] = scalesOf(data);
  const upper = band.map(place => `${x(place.x)},${y(place.high)}`);
  const lower = band.map(place => `${x(place.x)},${y(place.low)}`).reverse();
  const path = line<SketchPoint>()
    .x(point => x(point.x))
    .y(point => y(point.y));
  const colour = familyPaint('dense');
  return (
    <g>
      {band.length > 0 && (
        <path d={`M${[...upper, ...lower].join('L')}Z`} fill={paint('ceiling')} fill-opacity={0.25} />
      )}
      <path d={path([...points]) ?? ''} fill="none" stroke={colour} stroke-width={1.75} />
      {points.map((point, index) => (
        <g key={index} stroke={colour} fill={colour}>
          <line x1={x(point.x)} x2={x(point.x)} y1={y(point.low)} y2={y(point.high)} />
          {point.y > y.domain[1] ? (
            <path d={`M${x(point.x) - 4} ${MARGIN + 4}l4 -6l4 6Z`} />
          ) : (
            <circle cx={x(point.x)} cy={y(point.y)} r={2.5} />
          )}
        </g>
      ))}
    </g>
  );
}

/** A ladder is drawn to so many times the height and width of its prediction, which would not be seen otherwise. */
const REACH = 3;

/** Up to where the prediction is still in sight. */
function nearPrediction(data: SketchData): SketchData {
  if (!data.isLogarithmic || data.band.length === 0) return data;
  const furthest = REACH * Math.max(...data.band.map(({ x }) => x));
  return { ...data, points: data.points.filter(({ x }) => x <= furthest) };
}

function scalesOf({ points, band, isLogarithmic }: SketchData): readonly [x: Scale, y: Scale] {
  const xs = [...points, ...band].map(({ x }) => x);
  const highest =
    isLogarithmic && band.length > 0 ? REACH * Math.max(...band.map(({ high }) => high)) : Infinity;
  const ys = [
    ...points.map(({ y }) => Math.min(y, highest)),
    ...band.flatMap(({ low, high }) => [low, high]),
  ];
  const across = [MARGIN, WIDTH - MARGIN] as const;
  const up = [HEIGHT - MARGIN, MARGIN] as const;
  if (isLogarithmic) {
    return [logScale(around(xs, 1.1), across), logScale(around(ys, 1.2), up)];
  }
  return [linearScale([0, Math.max(1, ...xs)], across), linearScale([0, Math.max(1.2, ...ys) * 1.05], up)];
}

/** From a factor under the least to a factor over the greatest. */
function around(values: readonly number[], factor: number): readonly [number, number] {
  const positive = values.filter(value => value > 0);
  return [Math.min(...positive) / factor, Math.max(...positive) * factor];
}
