import { describe, expect, it } from 'vitest';
import type { JudgedFile } from '../../core/record/result-file.ts';
import { sampleResultFile } from '../../store/testing/sample-result.ts';
import { toHtml } from '../html/html.tsx';
import { toMarkdown } from '../markdown/markdown.ts';
import { toTable } from '../table/table.ts';
import { judgedByText } from './judged-by.ts';

/** The sample as if its own rules had said otherwise of the regime and of E6, and had known no E1. */
async function judgedOtherwise(): Promise<JudgedFile> {
  const file = await sampleResultFile();
  const findings = file.findings
    .filter(({ id }) => id !== 'E1')
    .map(finding => (finding.id === 'E6' ? { ...finding, status: 'supported' as const } : finding));
  return {
    ...file,
    judgedBy: { programVersion: '0.0.9', rulesHash: null },
    earlier: { ...file, findings, verdict: { ...file.verdict, regime: 'bandwidth' } },
  };
}

describe('who judged a file', () => {
  it('is not said where it was the rules of today', async () => {
    expect(judgedByText(await sampleResultFile())).toBeNull();
  });

  it('is said with every conclusion that is another today', async () => {
    const text = judgedByText(await judgedOtherwise());
    expect(text).toContain('judged by Ridgepoint 0.0.9 by rules that it does not name, and said otherwise: ');
    for (const change of [
      'regime bandwidth, now none',
      'E6 supported, now refuted',
      'E1 not there, now undecided',
    ])
      expect(text).toContain(change);
  });

  it('is said where the conclusions are the same', async () => {
    const file = await sampleResultFile();
    const text = judgedByText({ ...file, earlier: file });
    expect(text).toContain('by other rules, and said the same.');
  });

  it('stands in every report', async () => {
    const file = await judgedOtherwise();
    for (const report of [toTable(file), toMarkdown(file), toHtml(file)])
      expect(report.replace(/\s+/g, ' ')).toContain('by rules that it does not name, and said otherwise');
  });
});
