import { describe, expect, it } from 'vitest';
import { hostileResultFile, sampleResultFile } from '../../store/testing/sample-result.ts';
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

  it.each([
    ['see https://evil.test or www.evil.test', 'see https:&#8203;//evil.test or www&#8203;.evil.test'],
    ['ask @octocat', 'ask @&#8203;octocat'],
    ['at $x_1$ or $$y$$', 'at &#36;x\\_1&#36; or &#36;&#36;y&#36;&#36;'],
    ['$`z`$', '&#36;\\`z\\`&#36;'],
    ['a :smile: of :+1::tada:', 'a :&#8203;smile: of :&#8203;+1::&#8203;tada:'],
    ['GPU: 12:30 UTC', 'GPU: 12:30 UTC'],
    ['- one', '\\- one'],
    ['+ one', '\\+ one'],
    ['  1. one', '1\\. one'],
    ['1.5 times -2', '1.5 times -2'],
  ])('prints “%s” as text', async (reason, printed) => {
    const file = await sampleResultFile();
    const lines = toMarkdown({ ...file, verdict: { ...file.verdict, reason } }).split('\n');
    expect(lines).toContain(printed);
  });
});
