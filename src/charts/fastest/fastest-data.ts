import { sweptCrossovers } from '../../analysis/crossover/swept.ts';
import { groupBy } from '../../analysis/evidence/usable.ts';
import type { CrossoverSeries } from '../../core/record/finding.ts';
import { formatNumber, formatShape } from '../../core/units.ts';
import { type FigureText, numberColumn, textColumn } from '../figure.ts';
import { shortKernel } from '../marks.ts';
import { familyOf, type Measured, recordAt } from '../measured.ts';
import type { Family } from '../palette.ts';

/** What takes the least time on one matrix. */
export interface FastestCell {
  readonly pattern: string;
  readonly density: number;
  readonly kernelId: string;
  readonly family: Family;
  /** The fastest kernel of another format. */
  readonly nextId: string;
  /** Its time, in times of the fastest. */
  readonly margin: number;
  /** The intervals of the two do not overlap. */
  readonly isClear: boolean;
  readonly address: string;
}

/** All cells of one shape. */
export interface FastestMap {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly patterns: readonly string[];
  readonly cells: readonly FastestCell[];
}

/** A kernel on a matrix, by its time ÷ that of the dense product. */
interface Contender {
  readonly kernelId: string;
  readonly format: string;
  readonly family: Family;
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  readonly address: string;
}

/** Of the shape with most cells; null where fewer than two sparse formats were compared on any matrix. */
export function fastestMap(measured: Measured): FastestMap | null {
  const maps = [
    ...groupBy(
      sweptCrossovers(measured.crossovers),
      ({ rowCount, columnCount }) => `${rowCount} ${columnCount}`,
    ).values(),
  ].map(series => mapOf(measured, series));
  const largest = maps.reduce<FastestMap | null>(
    (most, map) => (map.cells.length > (most?.cells.length ?? 0) ? map : most),
    null,
  );
  return largest;
}

function mapOf(measured: Measured, all: readonly CrossoverSeries[]): FastestMap {
  const cells = [...groupBy(all, ({ pattern }) => pattern).values()].flatMap(series => {
    const densities = [...new Set(series.flatMap(({ points }) => points.map(({ density }) => density)))];
    return densities
      .sort((a, b) => a - b)
      .flatMap(density => cellOf(series[0]!.pattern, density, contendersAt(measured, series, density)) ?? []);
  });
  const { rowCount, columnCount } = all[0]!;
  return { rowCount, columnCount, patterns: [...new Set(cells.map(({ pattern }) => pattern))], cells };
}

function contendersAt(
  measured: Measured,
  series: readonly CrossoverSeries[],
  density: number,
): readonly Contender[] {
  const sparse = series.flatMap(({ kernelId, points }) => {
    const point = points.find(one => one.density === density);
    const record = point && recordAt(measured, point.address);
    if (!point || !record) return [];
    const { ratio, low, high, address } = point;
    return [{ kernelId, format: record.format, family: familyOf(record), ratio, low, high, address }];
  });
  const dense = recordAt(measured, series[0]!.denseAddress);
  return dense
    ? [
        ...sparse,
        {
          kernelId: dense.case.kernelId,
          format: dense.format,
          family: familyOf(dense),
          ratio: 1,
          low: 1,
          high: 1,
          address: dense.address,
        },
      ]
    : sparse;
}

function cellOf(pattern: string, density: number, contenders: readonly Contender[]): FastestCell | null {
  const formats = new Set(contenders.filter(({ family }) => family !== 'dense').map(({ format }) => format));
  const [best, ...others] = [...contenders].sort((a, b) => a.ratio - b.ratio);
  const next = others.find(({ format }) => format !== best?.format);
  if (formats.size < 2 || !best || !next) return null;
  return {
    pattern,
    density,
    kernelId: best.kernelId,
    family: best.family,
    nextId: next.kernelId,
    margin: next.ratio / best.ratio,
    isClear: best.high < next.low,
    address: best.address,
  };
}

export function fastestText(map: FastestMap): FigureText {
  const { cells, rowCount, columnCount } = map;
  return {
    title: finding(map),
    description:
      `On matrices of ${formatShape(rowCount, columnCount)}, by pattern and density (logarithmic): the fastest kernel, and how ` +
      'many times as long the fastest of another format takes. Hatched: the two are within the noise.',
    columns: [
      textColumn('Pattern'),
      numberColumn('Density, %'),
      textColumn('Fastest'),
      textColumn('Next format'),
      numberColumn('Its time ÷ fastest'),
      textColumn('Note'),
    ],
    rows: cells.map(({ pattern, density, kernelId, nextId, margin, isClear, address }) => ({
      cells: [
        pattern,
        formatNumber(100 * density),
        kernelId,
        nextId,
        formatNumber(margin),
        isClear ? '' : 'within the noise',
      ],
      address,
    })),
  };
}

/** "sell is fastest on 20 of 36 matrices, dense rows-per-workgroup on 10; on 6 the two fastest formats are within the noise." */
function finding({ cells }: FastestMap): string {
  const clear = cells.filter(({ isClear }) => isClear);
  const [first, ...others] = [...groupBy(clear, ({ kernelId }) => kernelId).values()]
    .map(own => ({ name: nameOf(own[0]!), count: own.length }))
    .sort((a, b) => b.count - a.count);
  if (first === undefined) {
    return `On none of ${cells.length} matrices is one format faster than all others beyond the noise.`;
  }
  const rest = others.map(({ name, count }) => `${name} on ${count}`);
  const named = [`${first.name} is fastest on ${first.count} of ${cells.length} matrices`, ...rest].join(
    ', ',
  );
  const unclear = cells.length - clear.length;
  return `${named}${unclear === 0 ? '' : `; on ${unclear} the two fastest formats are within the noise`}.`;
}

function nameOf({ kernelId, family }: FastestCell): string {
  return family === 'dense' ? `dense ${shortKernel(kernelId)}` : shortKernel(kernelId);
}

/** In a cell: all dense kernels are one format. */
export function cellName({ kernelId, family }: FastestCell): string {
  return family === 'dense' ? 'dense' : shortKernel(kernelId);
}
