import { renderToStaticMarkup } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { DEVICES, okRecord, syntheticRun } from '../analysis/testing/records.ts';
import { syntheticResultFile } from '../analysis/testing/result-file.ts';
import type { Finding } from '../core/record/finding.ts';
import type { OkRecord } from '../core/record/record.ts';
import { perDispatchNs } from '../stats/per-dispatch.ts';
import { crossoverFigures } from './crossover/crossover.tsx';
import { type Figure, rowText } from './figure.ts';
import { findingFigures } from './finding-figures.tsx';
import { textWidth } from './label-placement.ts';
import { type Measured, measuredOf } from './measured.ts';
import { residencyFigure } from './residency/residency.tsx';
import { rooflineFigure } from './roofline/roofline.tsx';
import { samplesFigure } from './samples/samples.tsx';
import { sharesFigure } from './shares/shares.tsx';

function allFigures(measured: Measured): Figure[] {
  const records = measured.records.filter((record): record is OkRecord => record.status === 'ok');
  return [
    sharesFigure(measured),
    rooflineFigure(measured),
    residencyFigure(measured),
    ...findingFigures(measured).flatMap(({ figure }) => figure ?? []),
    ...crossoverFigures(measured),
    ...records
      .slice(0, 1)
      .map(record => samplesFigure(record, perDispatchNs(record.samples, record.timerId))),
  ];
}

function svgOf(figure: Figure, width: number, active: number | null = null): string {
  return renderToStaticMarkup(figure.draw({ width, height: figure.heightFor(width) }, active));
}

const RUNS = Object.entries(DEVICES).map(
  ([name, device]) => [name, measuredOf(syntheticResultFile({ device, rounds: 10 }))] as const,
);

describe.each(RUNS)('every figure of a %s run', (_name, measured) => {
  const figures = allFigures(measured);

  it('covers the argument: shares, roofline, residency, experiments, crossovers, samples', () => {
    const ids = figures.map(figure => figure.id);
    expect(ids).toEqual(
      expect.arrayContaining(['shares', 'roofline', 'residency', 'samples', 'crossover-0']),
    );
    expect(ids).toEqual(
      expect.arrayContaining(
        ['E1', 'E3', 'E4', 'E5', 'E6', 'E6-gemv-f16', 'E6-control', 'E7'].map(id => `finding-${id}`),
      ),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each([296, 640, 1200])('is sound SVG at %i px', width => {
    for (const figure of figures) {
      const svg = svgOf(figure, width);
      expect(svg, figure.id).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" role="img"/);
      expect(svg, figure.id).not.toMatch(/NaN|Infinity|undefined|\[object/);
      expect(svg, figure.id).not.toMatch(/<script|style=|foreignObject/);
    }
  });

  it('states its finding first, and describes what is drawn', () => {
    for (const figure of figures) {
      const svg = svgOf(figure, 640);
      expect(svg).toMatch(/^<svg[^>]*><title>[^<]{10,}<\/title><desc>[^<]{20,}<\/desc>/);
    }
  });

  it('has a table row for each of its points, with the same text as the tooltip', () => {
    for (const figure of figures) {
      const svg = svgOf(figure, 1200);
      const points = [...svg.matchAll(/data-point="(\d+)"[^>]*><title>([^<]*)<\/title>/g)];
      expect(
        points.map(point => Number(point[1])),
        figure.id,
      ).toEqual(figure.text.rows.map((_, i) => i));
      for (const [, index, tooltip] of points) {
        expect(tooltip).toBe(
          rowText(figure.text, Number(index)).replaceAll('&', '&amp;').replaceAll('<', '&lt;'),
        );
      }
      for (const row of figure.text.rows) expect(row.cells.length).toBe(figure.text.columns.length);
    }
  });

  it('uses no font under 12 px', () => {
    for (const figure of figures) {
      for (const [, size] of svgOf(figure, 296).matchAll(/font-size="([\d.]+)"/g)) {
        expect(Number(size)).toBeGreaterThanOrEqual(12);
      }
    }
  });

  it.each([296, 640, 1200])('keeps its level text inside a picture of %i px', width => {
    for (const figure of figures) {
      const texts = svgOf(figure, width).matchAll(/<text x="([-\d.]+)"([^>]*)>([^<]*)<\/text>/g);
      for (const [, x, attributes, text] of texts) {
        if (attributes!.includes('rotate')) continue;
        const long = textWidth(text!);
        const anchor = /text-anchor="(\w+)"/.exec(attributes!)?.[1] ?? 'start';
        const left = Number(x) - (anchor === 'end' ? long : anchor === 'middle' ? long / 2 : 0);
        // The estimate is on the wide side.
        expect(left, `${figure.id}: ${text}`).toBeGreaterThan(-12);
        expect(left + long, `${figure.id}: ${text}`).toBeLessThan(width + 12);
      }
    }
  });

  it('marks the active point and no other', () => {
    const figure = figures.find(candidate => candidate.id === 'roofline')!;
    const rings = (svg: string) => svg.match(/r="9"/g)?.length ?? 0;
    expect(rings(svgOf(figure, 640))).toBe(0);
    expect(rings(svgOf(figure, 640, 1))).toBe(1);
  });
});

describe('small multiples', () => {
  const missing = (id: string): Finding => ({
    ...RUNS[0]![1].findings.find(finding => finding.id === 'E1')!,
    id,
    value: null,
    status: 'undecided',
  });

  it('may still come where the measurement is missing, and only for findings that are drawn', () => {
    const findings = ['E1', 'E7', 'B*', 'knee', 'D/tiny'].map(missing);
    const multiples = findingFigures({ ...RUNS[0]![1], findings });
    expect(multiples.filter(({ mayStillCome }) => mayStillCome).map(({ finding }) => finding.id)).toEqual([
      'E1',
      'E7',
    ]);
  });

  it('call a share that nothing was predicted of reported, not undecided', () => {
    const measured = RUNS[0]![1];
    const share = findingFigures(measured).find(({ finding }) => finding.id === 'E2')!;
    expect(share.standing).toBe('reported');
    expect(share.figure?.text.title).toMatch(/: reported\./);
  });
});

describe('figures of little or nothing', () => {
  const empty: Measured = {
    records: [],
    ceilings: [],
    findings: [],
    crossovers: [],
    thresholds: {},
    verdict: {
      regime: 'undecided',
      sentence: '',
      reason: '',
      judged: null,
      shares: {
        bandwidth: { value: null, low: null, high: null },
        compute: { value: null, low: null, high: null },
        dispatch: { value: null, low: null, high: null },
      },
    },
  };

  it('say that nothing is measured instead of drawing zeros', () => {
    for (const figure of [sharesFigure(empty), rooflineFigure(empty), residencyFigure(empty)]) {
      const svg = svgOf(figure, 640);
      expect(svg).not.toMatch(/NaN|Infinity|undefined/);
      expect(svg).toMatch(/not measured|n\/a|Fills as/);
    }
    expect(svgOf(rooflineFigure(empty), 640)).not.toContain('data-point');
  });

  it('escape whatever a file calls its kernels', () => {
    const record = okRecord({ kernelId: 'gemv/<img src=x onerror=alert(1)>' });
    const figure = samplesFigure(record, perDispatchNs(record.samples, record.timerId));
    const roofline = rooflineFigure({ ...empty, records: [record] });
    for (const svg of [svgOf(figure, 640), svgOf(roofline, 640)]) expect(svg).not.toContain('<img');
  });

  it('draw an unresolved case hollow, and read no number off it', () => {
    const record = okRecord({});
    const unresolved: OkRecord = { ...record, summary: { ...record.summary, flags: ['unresolved'] } };
    const hollow = rooflineFigure({ ...empty, records: [unresolved] });
    expect(svgOf(hollow, 640)).toMatch(/data-point="0".*fill="var\(--ground/);
    expect(hollow.text.rows[0]?.cells).toContain('unresolved');
    const solid = rooflineFigure({ ...empty, records: [record] });
    expect(svgOf(solid, 640)).not.toMatch(/data-point="0"[^§]*<path[^>]*fill="var\(--ground/);
  });

  it('draw the samples of an unresolved case hollow, without a median', () => {
    const record = okRecord({});
    const unresolved: OkRecord = { ...record, summary: { ...record.summary, flags: ['unresolved'] } };
    const figure = samplesFigure(unresolved, perDispatchNs(record.samples, record.timerId));
    expect(figure.text.title).toMatch(/^Unresolved/);
    expect(svgOf(figure, 640)).not.toMatch(/median/i);
    expect(svgOf(figure, 640)).toMatch(/data-point="0".*fill="var\(--ground/);
  });

  it('dot a roof that a product passes, name it, and draw no ridge point on it', () => {
    const [, measured] = RUNS.find(([name]) => name === 'bandwidthBound')!;
    const [product] = measured.records.filter(record => record.operation === 'matvec');
    const ceilings = measured.ceilings.map(ceiling =>
      ceiling.id === 'read' ? { ...ceiling, passedBy: product!.address } : ceiling,
    );
    const passed = rooflineFigure({ ...measured, ceilings });
    expect(passed.text.title).toContain(`${product!.case.kernelId} passes the probe that should bound it`);
    const dotted = (figure: Figure) => svgOf(figure, 1200).match(/stroke-dasharray="1 5"/g)?.length ?? 0;
    expect(dotted(passed)).toBe(1);
    expect(svgOf(passed, 1200)).toContain('passed, no ceiling');
    expect(svgOf(passed, 1200)).not.toContain('ridge point ');
    expect(dotted(rooflineFigure(measured))).toBe(0);
    expect(svgOf(rooflineFigure(measured), 1200)).toContain('ridge point ');
  });

  it('say where the ridge point is before any product is measured', () => {
    const ceilings = RUNS[0]![1].ceilings;
    expect(rooflineFigure({ ...empty, ceilings }).text.title).toMatch(
      /^The ridge point is at [\d.]+ FLOP\/byte, under a roof of [\d.]+ .?FLOP\/s\.$/,
    );
  });

  it('leave skipped and failed cases to the table', () => {
    const records = syntheticRun({ rounds: 2 }).filter(record => record.status !== 'ok');
    expect(records.length).toBeGreaterThan(0);
    expect(rooflineFigure({ ...empty, records }).text.rows).toEqual([]);
  });
});
