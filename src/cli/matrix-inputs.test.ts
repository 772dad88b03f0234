import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { distinctNames, matrixInputs } from './matrix-inputs.ts';

describe('distinctNames', () => {
  it('is the file name, with as many folders as tell files apart', () => {
    expect(distinctNames(['/d/0.5/a.smtx', '/d/0.9/a.smtx', '/d/b.mtx'])).toEqual([
      '0.5/a.smtx',
      '0.9/a.smtx',
      'b.mtx',
    ]);
    expect(distinctNames(['/x/0.5/a', '/y/0.5/a'])).toEqual(['x/0.5/a', 'y/0.5/a']);
  });
});

describe('matrixInputs', () => {
  it('takes a file once, however it is written, and reads it in chunks', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ridgepoint-matrix-'));
    try {
      await writeFile(join(folder, 'a.mtx'), 'x'.repeat(200_000));
      const [input, ...others] = await matrixInputs([join(folder, 'a.mtx'), `${folder}/./a.mtx`]);
      expect(others).toEqual([]);
      expect(input).toMatchObject({ name: 'a.mtx', byteLength: 200_000 });
      let bytes = 0;
      for await (const chunk of input!.chunks()) bytes += chunk.byteLength;
      expect(bytes).toBe(200_000);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
