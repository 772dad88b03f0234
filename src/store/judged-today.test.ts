import { describe, expect, it } from 'vitest';
import { judgedToday } from './judged-today.ts';
import { SAMPLE_TOOLS, sampleResultFile } from './testing/sample-result.ts';

const OTHER = { programVersion: '0.0.9', rulesHash: null };

describe('a file judged by other rules', () => {
  it('is shown with the conclusions of today, its own beside them', async () => {
    const file = await sampleResultFile();
    const verdict = { ...file.verdict, regime: 'bandwidth' as const };
    const judged = judgedToday({ ...file, judgedBy: OTHER, verdict, thresholds: {} }, SAMPLE_TOOLS);
    expect(judged.verdict).toEqual(file.verdict);
    expect(judged.thresholds).toEqual(SAMPLE_TOOLS.thresholds);
    expect(judged.earlier?.verdict).toEqual(verdict);
    expect(judged.judgedBy).toEqual(OTHER);
  });

  it('is told from one judged by the rules of today, which is shown as it is', async () => {
    const file = await sampleResultFile();
    expect(judgedToday(file, SAMPLE_TOOLS)).toBe(file);
  });
});
