import { describe, expect, it } from 'vitest';
import { sampleResultFile } from '../store/testing/sample-result.ts';
import { toHtml } from './html/html.tsx';
import { toMarkdown } from './markdown/markdown.ts';
import { toTable } from './table/table.ts';

it('every report calls what was measured and is never judged reported, not undecided', async () => {
  const sample = await sampleResultFile();
  const cost = { ...sample.findings[0]!, id: 'E7', value: 5000, unit: 'ns', status: 'undecided' as const };
  const file = { ...sample, findings: [cost] };
  expect(toTable(file)).toContain('E7 reported: ');
  expect(toMarkdown(file)).toMatch(/\| E7 \| [^|]+ \| reported \|/);
  expect(toHtml(file)).toContain('<span class="status">reported</span>');
});

describe('a run whose clocks disagree', () => {
  const runs = async () => {
    const sample = await sampleResultFile();
    const { clock } = sample.environment;
    const agreement = { ratio: 0.0125, low: 0.012, high: 0.013 };
    const disputed = {
      ...sample,
      environment: { ...sample.environment, clock: { ...clock, agreement, notes: ['A clock stood still.'] } },
    };
    return { sample, disputed };
  };
  const REPORTS = { table: toTable, markdown: toMarkdown, html: toHtml };

  it.each(Object.entries(REPORTS))('says so at the top and in every table: %s', async (_, report) => {
    const { sample, disputed } = await runs();
    const text = plainText(report(disputed));
    const warning = text.indexOf("The GPU's clock counts 0.0125 ns for one of the wall clock");
    expect(warning).toBeGreaterThan(0);
    expect(warning).toBeLessThan(text.indexOf('Ceilings'));
    expect(text).toContain('A clock stood still.');
    expect(text).toMatch(/Ceilings[^|]*\(clocks disagree\)/);
    expect(text).toContain('clocks disagree: times and rates are undecided, ratios stand');
    expect(plainText(report(sample))).not.toContain('disagree');
  });

  it.each(Object.entries(REPORTS))('is marked among other machines: %s', async (_, report) => {
    const { sample, disputed } = await runs();
    expect(plainText(report([sample, disputed]))).toContain('(clocks disagree)');
  });
});

/** Without markup and line breaks. */
function plainText(report: string): string {
  return report
    .replaceAll(/<style>.*?<\/style>|<[^>]+>/gs, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll(/\\|\*/g, '')
    .replaceAll(/\s+/g, ' ');
}
