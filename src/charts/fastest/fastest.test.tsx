import { renderToStaticMarkup } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { syntheticResultFile } from '../../analysis/testing/result-file.ts';
import type { CrossoverSeries } from '../../core/record/finding.ts';
import { textWidth } from '../label-placement.ts';
import { measuredOf } from '../measured.ts';
import { fastestFigure } from './fastest.tsx';
import { fastestMap } from './fastest-data.ts';

const measured = measuredOf(syntheticResultFile({ rounds: 10 }));
const [first] = measured.crossovers;

/** A kernel of a format at densities, by its time ÷ the dense time, ± 2 %. */
function seriesOf(kernelId: string, ratios: Readonly<Record<string, number>>): CrossoverSeries {
  const points = Object.entries(ratios).map(([density, ratio]) => ({
    ...first!.points[0]!,
    density: Number(density),
    ratio,
    low: 0.98 * ratio,
    high: 1.02 * ratio,
    address: `${kernelId} ${density}`,
  }));
  return { ...first!, kernelId, points };
}

function withFormats(all: readonly CrossoverSeries[]) {
  const sparse = measured.records.find(({ format }) => format === 'csr-f32')!;
  const records = all.flatMap(({ kernelId, points }) =>
    points.map(({ address }) => ({
      ...sparse,
      address,
      format: kernelId.includes('csr') ? 'csr-f32' : 'sell-f32',
      family: kernelId.includes('csr') ? ('csr' as const) : ('sparse-other' as const),
    })),
  );
  return { ...measured, records: [...measured.records, ...records], crossovers: all };
}

const CSR = seriesOf('spmv/csr-vector', { 0.01: 0.1, 0.1: 0.4, 0.5: 1.3, 0.75: 2 });
const SELL = seriesOf('spmv/sell', { 0.01: 0.101, 0.1: 0.2, 0.5: 0.8, 0.75: 1.5 });

describe('the map of the fastest formats', () => {
  it('says what is fastest on each matrix, dense among them, by how much, and whether that is clear', () => {
    const cells = fastestMap(withFormats([CSR, SELL]))!.cells;
    expect(cells.map(({ kernelId, isClear }) => [kernelId, isClear])).toEqual([
      ['spmv/csr-vector', false],
      ['spmv/sell', true],
      ['spmv/sell', true],
      ['gemv/rows-per-workgroup', true],
    ]);
    expect(cells.map(({ margin }) => Number(margin.toFixed(2)))).toEqual([1.01, 2, 1.25, 1.5]);
  });

  it('does not count another kernel of the same format as the next', () => {
    const scalar = seriesOf('spmv/csr-scalar', { 0.1: 0.41, 0.2: 0.9 });
    const [vector, sell] = [
      seriesOf('spmv/csr-vector', { 0.1: 0.4, 0.2: 0.8 }),
      seriesOf('spmv/sell', { 0.1: 0.8, 0.2: 0.9 }),
    ];
    const [cell] = fastestMap(withFormats([vector, scalar, sell]))!.cells;
    expect(cell).toMatchObject({ kernelId: 'spmv/csr-vector', nextId: 'spmv/sell', margin: 2 });
  });

  it('is not there for a run of one sparse format', () => {
    expect(fastestFigure(measured)).toBeNull();
    expect(fastestFigure(withFormats([CSR]))).toBeNull();
  });

  it('has no row for a matrix of one density, such as a file', () => {
    const files = [seriesOf('spmv/csr-vector', { 0.1: 0.4 }), seriesOf('spmv/sell', { 0.1: 0.8 })];
    const named = files.map(series => ({ ...series, pattern: 'pruned/0.9/a.smtx' }));
    expect(fastestMap(withFormats([CSR, SELL, ...named]))!.patterns).toEqual([CSR.pattern]);
    expect(fastestFigure(withFormats(named))).toBeNull();
  });

  it('hatches what is within the noise, and says all of it in the table', () => {
    const figure = fastestFigure(withFormats([CSR, SELL]))!;
    const svg = renderToStaticMarkup(figure.draw({ width: 900, height: figure.heightFor(900) }, null));
    expect(svg.match(/fill="url\(#/g)).toHaveLength(1);
    expect(svg.match(/data-point/g)).toHaveLength(4);
    const lefts = [...svg.matchAll(/<text x="([\d.]+)"[^>]*text-anchor="end"[^>]*>(\w+)</g)];
    for (const [, x, label] of lefts) expect(Number(x), label).toBeGreaterThan(textWidth(label!));
    expect(lefts.length).toBeGreaterThan(0);
    expect(figure.text.rows.map(({ cells }) => cells.at(-1))).toEqual(['within the noise', '', '', '']);
    expect(figure.text.title).toBe(
      'sell is fastest on 2 of 4 matrices, dense rows-per-workgroup on 1; on 1 the two fastest formats are within the noise.',
    );
  });

  it('names no format as fastest where all are within the noise', () => {
    const close = [
      seriesOf('spmv/csr-vector', { 0.01: 0.1, 0.1: 0.4 }),
      seriesOf('spmv/sell', { 0.01: 0.1, 0.1: 0.4 }),
    ];
    expect(fastestFigure(withFormats(close))!.text.title).toBe(
      'On none of 2 matrices is one format faster than all others beyond the noise.',
    );
  });
});
