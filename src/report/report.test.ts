import { describe, expect, it } from 'vitest';
import { printableLines } from '../core/printable.ts';
import type { ResultFile } from '../core/record/result-file.ts';
import { resultText } from '../store/result-store.ts';
import { hostileResultFile, sampleResultFile } from '../store/testing/sample-result.ts';
import { toCsv } from './csv.ts';
import { toHtml } from './html/html.tsx';
import { toMarkdown, toRaceMarkdown } from './markdown/markdown.ts';
import { toRaceCsv } from './race-csv.ts';
import { toRaceJson } from './race-json.ts';
import { toRaceTable, toTable } from './table/table.ts';

it('every report calls what was measured and is never judged reported, not undecided', async () => {
  const sample = await sampleResultFile();
  const cost = { ...sample.findings[0]!, id: 'E7', value: 5000, unit: 'ns', status: 'undecided' as const };
  const file = { ...sample, findings: [cost] };
  expect(toTable(file)).toContain('E7 reported: ');
  expect(toMarkdown(file)).toMatch(/\| E7 \| [^|]+ \| reported \|/);
  expect(toHtml(file)).toContain('<span class="status">reported</span>');
});

describe('every output', () => {
  it.each([
    ['table', toTable],
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
