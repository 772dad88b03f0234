import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../../core/errors.ts';
import { matrixFolder } from './matrix-folder.ts';

const REAL = '%%MatrixMarket matrix coordinate real general\n2 2 1\n1 2 3.5\n';
const COMPLEX = '%%MatrixMarket matrix coordinate complex general\n2 2 1\n1 2 3.5 1\n';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ridgepoint-matrices-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('a folder of matrices', () => {
  it('is all of them, in folders of it too, but those that nobody can multiply, which it names', async () => {
    await mkdir(join(folder, 'inner'));
    await writeFile(join(folder, 'b.mtx'), REAL);
    await writeFile(join(folder, 'inner', 'a.mtx'), REAL);
    await writeFile(join(folder, 'c.mtx'), COMPLEX);
    await writeFile(join(folder, 'README.md'), 'no matrix');
    const { paths, refused } = await matrixFolder(folder);
    expect(paths).toEqual([join(folder, 'b.mtx'), join(folder, 'inner', 'a.mtx')]);
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatch(/c\.mtx.*complex/);
  });

  it('is refused where it holds none, and where it is none', async () => {
    await expect(matrixFolder(folder)).rejects.toThrow(`${folder} holds no .mtx or .smtx file`);
    await writeFile(join(folder, 'c.mtx'), COMPLEX);
    await expect(matrixFolder(folder)).rejects.toThrow(/none that can be read: .*complex/);
    await expect(matrixFolder(join(folder, 'none'))).rejects.toThrow(UserError);
  });
});
