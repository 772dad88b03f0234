import { describe, expect, it } from 'vitest';
import { syntheticResultFile } from '../../analysis/testing/result-file.ts';
import { toHtml } from '../html/html.tsx';
import { toMarkdown } from '../markdown/markdown.ts';
import { toTable } from '../table/table.ts';
import { claimRows, experimentsOf } from './claims.ts';

const file = syntheticResultFile({ rounds: 10 });

describe('the claims in a report', () => {
  it('stand apart from the experiments, none lost', () => {
    const claims = claimRows(file);
    expect(claims.map(({ finding }) => finding.id.split('/')[0])).toEqual(
      expect.arrayContaining(['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7']),
    );
    expect(claims.length + experimentsOf(file).length).toBe(file.findings.length);
  });

  it.each([
    ['table', toTable(file)],
    ['Markdown', toMarkdown(file)],
    ['HTML', toHtml(file)],
  ])('are quoted with their source, beside what was measured, in the %s', (_name, report) => {
    const flat = report.replace(/\\/g, '').replace(/\s+/g, ' ');
    for (const { finding } of claimRows(file)) expect(flat).toContain(finding.id);
    expect(flat).toContain('need about 100 GPUs of 1e12 B/s.');
    expect(flat).toContain('600 TB (600–600)');
    expect(flat.split('need about 100 GPUs').length).toBe(2);
  });
});
