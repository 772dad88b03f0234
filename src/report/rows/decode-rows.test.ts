import { describe, expect, it } from 'vitest';
import type { Finding } from '../../core/record/finding.ts';
import { sampleResultFile } from '../../store/testing/sample-result.ts';
import { toMarkdown } from '../markdown/markdown.ts';
import { toTable } from '../table/table.ts';
import { decodeRows } from './decode-rows.ts';

function finding(id: string, value: number | null, unit = 'tokens/s'): Finding {
  const interval = value === null ? { low: null, high: null } : { low: value * 0.9, high: value * 1.1 };
  const reason = value === null ? 'Not measured: a step takes 3 s here.' : 'Reported.';
  return { id, title: id, status: 'undecided', value, ...interval, unit, evidence: [], reason };
}

const FINDINGS = [
  finding('D/gpt2-xl', 20),
  finding('D/gpt2-xl/roof', 40),
  finding('D/gpt2-xl/dispatch', 0.08, 'ratio'),
  finding('D/gpt3-slice', null),
];

describe('the decode step in reports', () => {
  it('has a line for every model, with or without numbers', () => {
    expect(decodeRows({ findings: FINDINGS })).toEqual([
      {
        model: 'gpt2-xl',
        tokensPerSecond: '20.0 (18.0–22.0)',
        roof: '40.0',
        shareOfRoof: '50.0 %',
        dispatchShare: '8.00 %',
        remark: '',
      },
      {
        model: 'gpt3-slice',
        tokensPerSecond: 'n/a',
        roof: '',
        shareOfRoof: '',
        dispatchShare: '',
        remark: 'Not measured: a step takes 3 s here.',
      },
    ]);
  });

  it('is a table in the terminal and in Markdown, and neither without a decode step', async () => {
    const file = await sampleResultFile();
    const withSteps = { ...file, findings: [...file.findings, ...FINDINGS] };
    expect(toTable(withSteps)).toMatch(/gpt2-xl\s+20\.0 \(18\.0–22\.0\)\s+40\.0\s+50\.0 %\s+8\.00 %/);
    expect(toTable(withSteps)).toContain('gpt3-slice: Not measured: a step takes 3 s here.');
    expect(toMarkdown(withSteps)).toMatch(/## Decode step\n\n\| model .*\n.*\n\| gpt2-xl \| 20\.0/);
    expect(toTable(file)).not.toContain('Decode step');
    expect(toMarkdown(file)).not.toContain('Decode step');
  });
});
