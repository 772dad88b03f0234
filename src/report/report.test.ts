import { describe, expect, it } from 'vitest';
import { syntheticResultFile } from '../analysis/testing/result-file.ts';
import { raceInput } from '../answer/testing/inputs.ts';
import { printableLines } from '../core/printable.ts';
import type { JudgedFile, ResultFile } from '../core/record/result-file.ts';
import { resultText } from '../store/result-store.ts';
import { hostileResultFile, sampleResultFile } from '../store/testing/sample-result.ts';
import { toCsv } from './csv.ts';
import { toHtml } from './html/html.tsx';
import { toMarkdown, toRaceMarkdown } from './markdown/markdown.ts';
import { toRaceCsv } from './race-csv.ts';
import { toRaceJson } from './race-json.ts';
import { toRaceTable, toTable } from './table/table.ts';
import { toSummary } from './table/table-summary.ts';

it('every report calls what was measured and is never judged reported, not undecided', async () => {
  const sample = await sampleResultFile();
  const cost = { ...sample.findings[0]!, id: 'E7', value: 5000, unit: 'ns', status: 'undecided' as const };
  const file = { ...sample, findings: [cost] };
  expect(toTable(file)).toContain('E7 reported: ');
  expect(toMarkdown(file)).toMatch(/\| E7 \| [^|]+ \| reported \|/);
  expect(toHtml(file)).toContain('<span class="status">reported</span>');
});

it.each([
  ['summary', (file: JudgedFile) => toSummary(file)],
  ['table', (file: JudgedFile) => toTable(file)],
  ['table of a race', toRaceTable],
  ['Markdown', (file: JudgedFile) => toMarkdown(file)],
  ['Markdown of a race', toRaceMarkdown],
  ['HTML', (file: JudgedFile) => toHtml(file)],
])('says once which kernel is faster, and by how many rounds: %s', (_name, print) => {
  const { records, session, ...analysis } = raceInput();
  const file = syntheticResultFile({ rounds: 2 });
  const race = {
    ...file,
    ...analysis,
    records,
    session: session!,
    environment: file.environment,
  } as JudgedFile;
  const text = plainText(print(race));
  expect(text.match(/gemv\/mine is faster/g)).toHaveLength(1);
  expect(text.match(/12 rounds\./g)).toHaveLength(1);
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
    expect(warning).toBeGreaterThanOrEqual(0);
    expect(warning).toBeLessThan(text.indexOf('Ceilings'));
    expect(text).toContain('A clock stood still.');
    expect(text).toMatch(/Ceilings[^|]*\(clocks disagree\)/);
    expect(text).toContain('clocks disagree: times and rates are undecided, ratios stand');
    expect(plainText(report(sample))).not.toContain('disagree');
  });

  it('says so in every line of a CSV', async () => {
    const { sample, disputed } = await runs();
    const marked = (file: JudgedFile) =>
      toCsv(file)
        .split('\r\n')
        .filter(line => line.includes("The GPU's clock counts 0.0125 ns"));
    expect(marked(disputed)).toHaveLength(disputed.records.length);
    expect(marked(sample)).toEqual([]);
  });

  it.each(Object.entries(REPORTS))('is marked among other machines: %s', async (_, report) => {
    const { sample, disputed } = await runs();
    expect(plainText(report([sample, disputed]))).toContain('(clocks disagree)');
  });
});

describe('every output', () => {
  it.each([
    ['table', toTable],
    ['summary', toSummary],
    ['Markdown', toMarkdown],
    ['CSV', toCsv],
    ['JSON', resultText],
    ['HTML', toHtml],
    ['table of a race', toRaceTable],
    ['Markdown of a race', toRaceMarkdown],
    ['CSV of a race', toRaceCsv],
    ['JSON of a race', (file: ResultFile) => toRaceJson(file, 'a\u202e.json')],
  ] as const)('shows every character that it holds: %s', async (_name, print) => {
    const file = await sampleResultFile();
    const text = print(hostileResultFile(file)).replaceAll('\r\n', '\n');
    expect(printableLines(text)).toBe(text);
  });
});

describe('of a file that disagrees with itself', () => {
  const disagreement = { first: 'records[0].summary.medianNs: says 1, the samples give 2 <b>', count: 3 };
  const sentence = (which: string) =>
    `${which} disagrees with itself, so that no figure in it can be relied on. records[0].summary.medianNs: says 1, the samples give 2 <b> (and 2 more)`;
  const textOf = (html: string) =>
    html.replace(/<style>.*?<\/style>|<title>.*?<\/title>|<[^>]*>/gs, ' ').replaceAll('&lt;', '<');

  it.each([
    ['table', (files: readonly JudgedFile[]) => toTable(files)],
    [
      'Markdown',
      (files: readonly JudgedFile[]) => toMarkdown(files).replaceAll('\\', '').replaceAll('**', ''),
    ],
    ['HTML', (files: readonly JudgedFile[]) => textOf(toHtml(files))],
  ])('every report says so before all else, and of which: %s', async (_name, print) => {
    const sound = await sampleResultFile();
    const broken = { ...sound, disagreement };
    const alone = print([broken]).replace(/\s+/g, ' ').trim();
    expect(alone.startsWith(sentence('This file'))).toBe(true);
    const both = print([sound, broken]).replace(/\s+/g, ' ').trim();
    expect(both.startsWith(sentence('File 2 of 2'))).toBe(true);
    expect(both.split(sentence('This file'))).toHaveLength(2);
    expect(print([sound])).not.toContain('disagrees');
  });

  it('CSV says so in every line', async () => {
    const sound = await sampleResultFile();
    const [header, ...lines] = toCsv([sound, { ...sound, disagreement }])
      .trimEnd()
      .split('\r\n');
    expect(header).toMatch(/,file_disagreement$/);
    const marked = lines.filter(line => line.endsWith(`,"${disagreement.first}"`));
    expect(marked).toHaveLength(sound.records.length);
    expect(lines.filter(line => line.endsWith(','))).toHaveLength(sound.records.length);
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
