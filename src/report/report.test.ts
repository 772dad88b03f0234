import { expect, it } from 'vitest';
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
