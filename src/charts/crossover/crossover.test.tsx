import { renderToStaticMarkup } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { syntheticResultFile } from '../../analysis/testing/result-file.ts';
import type { CrossoverSeries } from '../../core/record/finding.ts';
import { measuredOf } from '../measured.ts';
import { crossoverFigures } from './crossover.tsx';
import { crossingText, crossoverPanels, crossoverText } from './crossover-data.ts';

const measured = measuredOf(syntheticResultFile({ rounds: 10 }));
const [first] = measured.crossovers;

function draw(series: readonly CrossoverSeries[]): string {
  const [figure] = crossoverFigures({ ...measured, crossovers: series });
  return renderToStaticMarkup(figure!.draw({ width: 560, height: 380 }, null));
}

describe('the crossover figure', () => {
  it('gathers the kernels of one pattern and shape in one panel', () => {
    const panels = crossoverPanels(measured);
    expect(panels.map(panel => panel.pattern)).toEqual(['uniform', 'banded']);
    for (const panel of panels) {
      expect(panel.series.map(series => series.kernelId)).toEqual(['spmv/csr-scalar', 'spmv/csr-vector']);
    }
  });

  it('shows of each format its best kernel where all lines would hide each other, and says so', () => {
    const kernelIds = ['spmv/csr-scalar', 'spmv/csr-vector', 'spmv/csr-merge', 'spmv/sell', 'spmv/bitmap'];
    const crossovers = kernelIds.map((kernelId, i) => ({
      ...first!,
      kernelId,
      status: 'crosses' as const,
      crossing: { value: 0.3 + (i % 3) / 10, low: 0.2, high: 0.6 },
    }));
    const records = kernelIds.map((kernelId, i) => {
      const [record] = measured.records;
      const format = ['csr-f32', 'csr-f32', 'csr-f32', 'sell-f32', 'bitmap-f32'][i]!;
      return { ...record!, format, case: { ...record!.case, kernelId } };
    });
    const [panel] = crossoverPanels({ ...measured, records: [...measured.records, ...records], crossovers });
    const shown = panel!.series.map(({ kernelId }) => kernelId);
    expect(shown).toEqual(['spmv/csr-merge', 'spmv/sell', 'spmv/bitmap']);
    expect(crossoverText(panel!).title).toContain('best of each format of 5 kernels');
    expect(panel!.byteModel.label).toBe('equal bytes of CSR');
  });

  it('names d* with its interval, and the byte model beside it', () => {
    const svg = draw([first!]);
    expect(svg).toContain(crossingText(first!));
    expect(crossingText(first!)).toMatch(/^d\* \d[\d.]* % \(\d[\d.]*–\d[\d.]*\)$/);
    expect(svg).toContain('equal bytes at 50.0 %');
  });

  it('says so where the range has no crossing, and draws no d*', () => {
    const none: CrossoverSeries = { ...first!, status: 'no crossing in range', crossing: null };
    const svg = draw([none]);
    expect(svg).toContain('no crossing in range');
    expect(svg).not.toContain('d*');
  });

  it('tells an open end of the interval from a measured one', () => {
    const crossing = { value: 0.2, low: null, high: 0.25 };
    expect(crossingText({ ...first!, status: 'crosses', crossing })).toBe('d* 20.0 % (under 25.0)');
  });

  it('draws no ribbon to an interval that leaves the frame: its bar has an arrow there', () => {
    const ribbonOf = (svg: string) => /<path d="([^"]*)"[^>]*fill-opacity="0.18"/.exec(svg)?.[1] ?? '';
    const whole = {
      ...first!,
      points: first!.points.map(p => ({ ...p, low: 0.9 * p.ratio, high: 1.1 * p.ratio })),
    };
    const cut = { ...whole, points: whole.points.map((p, i) => (i === 1 ? { ...p, low: 0 } : p)) };
    expect(ribbonOf(draw([whole])).match(/M/g)).toHaveLength(1);
    expect(ribbonOf(draw([cut])).match(/M/g)).toHaveLength(2);
  });

  it('says together what is the same of several kernels', () => {
    const none = { status: 'no crossing in range' as const, crossing: null };
    const names = ['spmv/csr-vector', 'spmv/sell', 'spmv/bitmap'];
    const series = names.map((kernelId, i) => ({ ...first!, ...(i === 1 ? {} : none), kernelId }));
    const [panel] = crossoverPanels({ ...measured, crossovers: series });
    expect(crossoverText(panel!).title).toMatch(
      /^sell beats dense below [\d.]+ % nonzeros; csr-vector, bitmap: no crossing in range \(/,
    );
  });

  it('is none of a matrix of one density', () => {
    const [point] = first!.points;
    expect(crossoverFigures({ ...measured, crossovers: [{ ...first!, points: [point!] }] })).toEqual([]);
  });

  it('draws points hollow that cannot set the crossing', () => {
    const limited = first!.points.map(point => ({ ...point, dispatchLimited: true }));
    const hollow = (svg: string) => svg.match(/data-point[^§]*?<path[^>]*fill="var\(--ground/g)?.length ?? 0;
    const free = first!.points.map(point => ({ ...point, dispatchLimited: false }));
    expect(hollow(draw([{ ...first!, points: limited }]))).toBeGreaterThan(0);
    expect(hollow(draw([{ ...first!, points: free }]))).toBe(0);
  });
});
