import { logDomain } from '../axis-ticks.ts';
import type { Size } from '../figure.ts';
import type { Plot } from '../frame.tsx';
import { textWidth } from '../label-placement.ts';
import { shortKernel } from '../marks.ts';
import { logScale, type Scale } from '../scales.ts';
import { type CrossoverPanel, pairedTime } from './crossover-data.ts';

export interface Geometry {
  readonly plot: Plot;
  readonly x: Scale;
  readonly y: Scale;
  readonly xDomain: readonly [number, number];
  readonly yDomain: readonly [number, number];
}

const LOWEST_DENSITY = 0.001;

export function geometryOf(panel: CrossoverPanel, size: Size): Geometry {
  const names = panel.series.map(series => textWidth(shortKernel(series.kernelId)));
  const right = size.width - Math.max(16, ...names.map(width => width + 12));
  // Room for the crossings in words: a line of text a kernel, and one for the byte model.
  const notes = 1.6 * panel.series.length + 1.2;
  const plot = { left: 54, top: 26, right, bottom: size.height - 44 };
  const densities = panel.series.flatMap(series => series.points.map(point => point.density));
  const xDomain: [number, number] = [Math.min(LOWEST_DENSITY, ...densities), 1];
  const times = panel.series.flatMap(series => series.points.map(point => pairedTime(point).ns));
  const [low, high] = logDomain([...times, panel.dense.ns], 1.6, 10);
  const share = (notes * 16) / (plot.bottom - plot.top);
  const yDomain: [number, number] = [low / (high / low) ** (share / (1 - share)), high];
  return {
    plot,
    xDomain,
    yDomain,
    x: logScale(xDomain, [plot.left, plot.right]),
    y: logScale(yDomain, [plot.bottom, plot.top]),
  };
}
