import { formatFlopsPerSecond, formatNumber } from '../../core/units.ts';
import type { Plot } from '../frame.tsx';
import { alongLine, around, type Box, boxOf, type PlacedLabel, placeLabels } from '../label-placement.ts';
import { nameLevel, nameSlope, type SlopeName } from '../line-names.ts';
import { shortKernel } from '../marks.ts';
import type { RooflineData } from './roofline-data.ts';
import { flatStart, type Geometry, slopeEnds } from './roofline-geometry.ts';

/** Every text in the picture, placed in one go so that nothing overlaps. */
export interface Names {
  readonly slopes: readonly SlopeName[];
  readonly peak: ReturnType<typeof nameLevel> | null;
  readonly points: readonly PlacedLabel[];
}

export function namesOf(data: RooflineData, geometry: Geometry): Names {
  const { plot, x, y } = geometry;
  const obstacles: Box[] = data.points.map(point => around(x(point.intensity), y(point.flopsPerSecond), 6));
  const lines = data.bandwidth.map(roof => slopeLine(roof, data, geometry));
  const roofs = lines.flatMap(line => alongLine(line.x1, line.y1, line.x2, line.y2));
  const slopes: SlopeName[] = [];
  for (const line of lines) {
    const name = nameSlope(line, obstacles);
    if (!name) continue;
    slopes.push(name);
    obstacles.push(...name.boxes);
  }
  const peak = data.peakFlopsPerSecond;
  if (peak === null)
    return { slopes, peak: null, points: pointLabels(data, geometry, [...obstacles, ...roofs]) };
  const start = x(flatStart(data, geometry));
  const level = nameLevel(peakName(peak, plot), y(peak), start, plot.right, obstacles);
  obstacles.push(boxOf(level), ...alongLine(start, y(peak), plot.right, y(peak)), ...roofs);
  return { slopes, peak: level, points: pointLabels(data, geometry, obstacles) };
}

function peakName(peak: number, plot: Plot): string {
  const rate = formatFlopsPerSecond(peak);
  return isWide(plot) ? `multiply-add ${rate}` : rate;
}

/** Wide enough for whole names. */
function isWide(plot: Plot): boolean {
  return plot.right - plot.left > 420;
}

function slopeLine(roof: RooflineData['bandwidth'][number], data: RooflineData, geometry: Geometry) {
  const { x, y } = geometry;
  const { from, to } = slopeEnds(roof.bytesPerSecond, data, geometry);
  const text = isWide(geometry.plot) ? roof.label : roof.shortLabel;
  return {
    text,
    x1: x(from),
    y1: y(from * roof.bytesPerSecond),
    x2: x(to),
    y2: y(to * roof.bytesPerSecond),
  };
}

/** The ridge point's, and one a kernel at its fastest point. */
function pointLabels(data: RooflineData, geometry: Geometry, obstacles: readonly Box[]) {
  const { plot, x, y } = geometry;
  const fastest = new Map<string, (typeof data.points)[number]>();
  for (const point of data.points) {
    const seen = fastest.get(point.kernelId);
    if (!seen || point.flopsPerSecond > seen.flopsPerSecond) fastest.set(point.kernelId, point);
  }
  const kernels = [...fastest.values()].map(point => ({
    text: isWide(plot) ? point.kernelId : shortKernel(point.kernelId),
    anchorX: x(point.intensity),
    anchorY: y(point.flopsPerSecond),
  }));
  const peak = data.peakFlopsPerSecond;
  const ridge =
    data.ridge === null || peak === null
      ? []
      : [
          {
            text: `ridge point ${formatNumber(data.ridge)} FLOP/byte`,
            anchorX: x(data.ridge),
            anchorY: y(peak),
          },
        ];
  const frame = {
    x: plot.left,
    y: plot.top - 8,
    width: plot.right - plot.left,
    height: plot.bottom - plot.top + 8,
  };
  return placeLabels([...ridge, ...kernels], obstacles, frame);
}
