import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { installLocked } from './npm.ts';

const MANIFEST = { name: 'empty', version: '1.0.0' };
const LOCK = { ...MANIFEST, lockfileVersion: 3, requires: true, packages: { '': MANIFEST } };

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'ridgepoint-npm-'));
  vi.stubEnv('npm_execpath', undefined);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(parent, { recursive: true, force: true });
});

describe('installLocked', () => {
  it('installs into a folder whatever its name', async () => {
    const folder = join(parent, 'my work; touch owned');
    await mkdir(folder);
    await writeFile(join(folder, 'package.json'), JSON.stringify(MANIFEST));
    await writeFile(join(folder, 'package-lock.json'), JSON.stringify(LOCK));
    await installLocked(folder, 'failed');
    expect(existsSync(join(parent, 'owned'))).toBe(false);
  });

  it('says what npm said where it fails', async () => {
    await expect(installLocked(parent, 'npm could not install the peers')).rejects.toThrow(
      /^npm could not install the peers: it ended with 1\nnpm error/,
    );
  });
});
