import { describe, expect, it } from 'vitest';
import { hostileResultFile, sampleResultFile } from '../store/testing/sample-result.ts';
import { toMarkdown } from './markdown.ts';

describe('toMarkdown', () => {
  it('prints a whole run', async () => {
    await expect(toMarkdown(await sampleResultFile())).toMatchFileSnapshot('./testing/report.golden.md');
  });

  it('has every timed case in a table', async () => {
    const file = await sampleResultFile();
    const text = toMarkdown(file);
    for (const record of file.records) expect(text).toContain(record.address);
  });

  it('keeps every table rectangular, whatever the file holds', async () => {
    const text = toMarkdown(hostileResultFile(await sampleResultFile()));
    let width = 0;
    for (const line of text.split('\n')) {
      if (!line.startsWith('|')) width = 0;
      else {
        const cells = line.replace(/\\./g, '').split('|').length;
        if (width === 0) width = cells;
        expect(cells).toBe(width);
      }
    }
  });

  it('lets no HTML, link or image of a file act', async () => {
    const text = toMarkdown(hostileResultFile(await sampleResultFile()));
    // Left to right as a renderer reads: an escaped character, or a code span up to as many backticks again.
    const outsideCode = text.replace(/\\.|(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
    expect(outsideCode).not.toMatch(/[<>]|!\[|\]\(/);
  });
});
