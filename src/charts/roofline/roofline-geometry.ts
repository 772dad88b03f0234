import { logDomain } from '../axis-ticks.ts';
import type { Size } from '../figure.ts';
import type { Plot } from '../frame.tsx';
import { logScale, type Scale } from '../scales.ts';
import type { RooflineData } from './roofline-data.ts';

/** Where the parts of a roofline lie, for the picture and for the names in it. */

export interface Geometry {
  readonly plot: Plot;
  readonly x: Scale;
  readonly y: Scale;
  readonly xDomain: readonly [number, number];
  readonly yDomain: readonly [number, number];
}

export function geometryOf(data: RooflineData, size: Size): Geometry {
  const plot = { left: 54, top: 26, right: size.width - 12, bottom: size.height - 44 };
  const intensities = data.points.map(point => point.intensity);
  const start = levelStart(data);
  // The level roof has its ink within the frame also where a probe was passed, and no ridge point stands on it.
  const ridges = data.ridge !== null ? [data.ridge / 2, data.ridge * 2] : start === null ? [] : [start * 2];
  const xDomain = logDomain([...intensities, ...ridges], 1.8, 100);
  const rates = data.points.map(point => point.flopsPerSecond);
  const top = Math.max(data.peakFlopsPerSecond ?? 0, ...rates) * 1.6;
  const yDomain = logDomain([...rates.map(rate => rate / 2), top], 1.3, 100);
  return {
    plot,
    xDomain,
    yDomain,
    x: logScale(xDomain, [plot.left, plot.right]),
    y: logScale(yDomain, [plot.bottom, plot.top]),
  };
}

/** A roof's two ends within the frame, in data units. */
export function slopeEnds(bytesPerSecond: number, data: RooflineData, geometry: Geometry) {
  const [xLow, xHigh] = geometry.xDomain;
  const [yLow, yHigh] = geometry.yDomain;
  const ceiling = Math.min(data.peakFlopsPerSecond ?? yHigh, yHigh);
  return {
    from: Math.max(xLow, yLow / bytesPerSecond),
    to: Math.min(xHigh, ceiling / bytesPerSecond),
  };
}

/** Where the level roof begins: at the steepest slope drawn. */
export function flatStart(data: RooflineData, geometry: Geometry): number {
  return Math.max(geometry.xDomain[0], levelStart(data) ?? 0);
}

/** In FLOP/byte; null where a roof is missing. */
function levelStart({ bandwidth, peakFlopsPerSecond }: RooflineData): number | null {
  const steepest = Math.max(...bandwidth.map(roof => roof.bytesPerSecond), 0);
  return steepest > 0 && peakFlopsPerSecond !== null ? peakFlopsPerSecond / steepest : null;
}
