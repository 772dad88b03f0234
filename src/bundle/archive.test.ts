import { gunzipSync } from 'node:zlib';
import { parseTar } from 'nanotar';
import { describe, expect, it } from 'vitest';
import { packArchive } from './archive.ts';
import { textFile } from './bundle-file.ts';

const FILES = [textFile('b/program', '#!/bin/sh\n', true), textFile('a.txt', 'text')];

describe('the archive', () => {
  it('holds every file in one folder, with its content and mode', async () => {
    const tar = gunzipSync(await packArchive('top', FILES));
    const entries = parseTar(tar).map(({ name, text, attrs }) => [name, text, Number(attrs?.mode)]);
    expect(entries).toEqual([
      ['top/a.txt', 'text', 644],
      ['top/b/program', '#!/bin/sh\n', 755],
    ]);
    expect(tar.subarray(-1024).every(byte => byte === 0)).toBe(true);
  });

  it('is the same, byte for byte, in whatever order and whenever it is packed', async () => {
    const later = await packArchive('top', FILES.toReversed());
    expect(Buffer.compare(await packArchive('top', FILES), later)).toBe(0);
  });

  it('refuses a name that a tar header would cut', async () => {
    await expect(packArchive('top', [textFile('x'.repeat(97), '')])).rejects.toThrow('tar takes no name');
    await expect(packArchive('top', [textFile('x'.repeat(96), '')])).resolves.toBeDefined();
  });
});
