import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { textIn } from './unpack.ts';

const LIMITS = { textBytes: 1000, textValues: 10 };

function read(text: string | Buffer, encoding?: string): Promise<string> {
  const bytes = Buffer.from(text);
  return textIn(encoding === undefined ? bytes : gzipSync(bytes), encoding, LIMITS);
}

describe('the text in a body', () => {
  it('comes as it is or unpacked', async () => {
    expect(await read('{"a":"ü"}')).toBe('{"a":"ü"}');
    expect(await read('{"a":"ü"}', 'gzip')).toBe('{"a":"ü"}');
  });

  it.each([
    ['a text that is too long', 'x'.repeat(1001)],
    ['a list of too many values', `[${'0,'.repeat(9)}0]`],
    ['too many lists', '['.repeat(10)],
    ['too many objects', `[${'{},'.repeat(9)}{}]`],
    ['too many values after a string with a quote in it', `["\\"",${'0,'.repeat(9)}0]`],
  ])('is not read where it is %s, packed or not', async (_name, text) => {
    for (const encoding of [undefined, 'gzip'])
      await expect(read(text, encoding)).rejects.toMatchObject({ refusal: 'too-large' });
  });

  it('may hold any number of commas and brackets in its strings', async () => {
    const text = `["\\\\", "${',[{'.repeat(100)}\\"${','.repeat(100)}", 1]`;
    expect(await read(text)).toBe(text);
  });

  it('is UTF-8, and nothing else in a gzip', async () => {
    await expect(read(Buffer.from([0x22, 0xff, 0x22]))).rejects.toMatchObject({ refusal: 'broken' });
    await expect(textIn(Buffer.from('{}'), 'gzip', LIMITS)).rejects.toMatchObject({ refusal: 'broken' });
  });
});
