import { spawnSync } from 'node:child_process';
import { openSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXIT, UserError } from '../../core/errors.ts';
import { childStreams } from '../../platform/relaunch.ts';
import type { MatrixInput } from '../../problems/files/read-files.ts';
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

  it('has the folder that says how a matrix was pruned, where there are several', () => {
    const [l0, random] = ['/d/l0_regularization/0.9/a.smtx', '/d/random_pruning/0.5/a.smtx'];
    expect(distinctNames([l0, random])).toEqual([
      'l0_regularization/0.9/a.smtx',
      'random_pruning/0.5/a.smtx',
    ]);
    expect(distinctNames([l0])).toEqual(['a.smtx']);
  });
});

describe('a pipe', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ridgepoint-pipe-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is read to its end, which nobody knows before', async context => {
    const path = join(folder, 'a.mtx');
    if (spawnSync('mkfifo', [path]).status !== 0) context.skip('no mkfifo here');
    const [input] = await matrixInputs([path]);
    expect(input).toMatchObject({ name: 'a.mtx', byteLength: null });
    const [bytes] = await Promise.all([bytesOf(input!), writeFile(path, 'x'.repeat(200_000))]);
    expect(bytes).toBe(200_000);
  });

  it('may be one that the shell opened, and is then called by its number', async context => {
    if (process.platform === 'win32') context.skip('no /dev/fd here');
    const path = join(folder, 'a.mtx');
    await writeFile(path, 'x'.repeat(70_000));
    const fd = openSync(path, 'r');
    const [input] = await matrixInputs([`/dev/fd/${fd}`]);
    expect(input).toMatchObject({ name: `fd/${fd}`, byteLength: 70_000 });
    expect(await bytesOf(input!)).toBe(70_000);
    expect(distinctNames(['/dev/stdin', '/dev/fd/63'])).toEqual(['stdin', 'fd/63']);
  });

  it('is handed on to the program that is started in the place of this one', () => {
    expect(childStreams(['run', '--matrix', 'a.mtx'])).toEqual([0, 1, 2, 'ipc']);
    const named = ['run', '--matrix', '/dev/fd/6', '--matrix=/dev/fd/3', '--matrix', '/dev/stdin'];
    expect(childStreams(named)).toEqual([0, 1, 2, 3, 'ipc', 'ignore', 6]);
  });
});

describe('matrixInputs', () => {
  let path: string;
  beforeEach(async () => {
    path = join(await mkdtemp(join(tmpdir(), 'ridgepoint-matrix-')), 'a.mtx');
    await writeFile(path, 'x'.repeat(200_000));
  });
  afterEach(() => rm(dirname(path), { recursive: true }));

  it('takes a file once, however it is written, and reads it in chunks', async () => {
    const [input, ...others] = await matrixInputs([path, `${dirname(path)}/./a.mtx`]);
    expect(others).toEqual([]);
    expect(input).toMatchObject({ name: 'a.mtx', byteLength: 200_000 });
    expect(await bytesOf(input!)).toBe(200_000);
  });

  it('says in one line why a file cannot be read any more', async () => {
    const [input] = await matrixInputs([path]);
    await rm(path);
    await expect(bytesOf(input!)).rejects.toThrow(
      new UserError(`cannot read ${path}: it does not exist`, EXIT.usage),
    );
  });

  it('refuses a file without permission before anything is read', async context => {
    if (process.getuid?.() === 0) context.skip('root may read every file');
    await chmod(path, 0);
    await expect(matrixInputs([path])).rejects.toThrow(
      new UserError(`cannot read ${path}: no permission`, EXIT.usage),
    );
  });
});

async function bytesOf({ chunks }: MatrixInput): Promise<number> {
  let bytes = 0;
  for await (const chunk of chunks()) bytes += chunk.byteLength;
  return bytes;
}
