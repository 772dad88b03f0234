import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeTemporary, sweepTemporary } from './scratch.ts';

/** Stands for the system's temporary folder. */
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ridgepoint-scratch-'));
  vi.stubEnv('TMPDIR', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** Of a process that has ended. */
const DEAD = spawnSync(process.execPath, ['-e', '']).pid;

/** The name that a folder of another process would have. */
const nameOf = (pid: number) => basename(makeTemporary('page')).replace(`-${process.pid}-`, `-${pid}-`);

describe('a temporary folder', () => {
  it('is open to this user only', () => {
    expect(statSync(makeTemporary('page')).mode & 0o777).toBe(0o700);
  });

  it('is swept where its process has ended, with all that is in it, and with nothing that is linked', () => {
    const kept = join(folder, 'kept');
    mkdirSync(kept);
    writeFileSync(join(kept, 'file'), '');
    const left = join(folder, nameOf(DEAD));
    mkdirSync(join(left, 'inner'), { recursive: true });
    symlinkSync(kept, join(left, 'link'));
    sweepTemporary();
    expect(readdirSync(folder)).not.toContain(basename(left));
    expect(readdirSync(kept)).toEqual(['file']);
  });

  it('is left alone in every other case', () => {
    makeTemporary('page');
    for (const name of [
      nameOf(process.ppid),
      nameOf(DEAD).replace(/-[0-9a-f]{8}-/, '-00000000-'),
      nameOf(DEAD).replace('ridgepoint-', 'other-'),
      `ridgepoint-results-${DEAD}`,
      'ridgepoint-results-aB3dE6',
    ]) {
      mkdirSync(join(folder, name));
    }
    symlinkSync(folder, join(folder, nameOf(DEAD)));
    writeFileSync(join(folder, nameOf(DEAD)), '');
    const before = readdirSync(folder);
    sweepTemporary();
    expect(readdirSync(folder)).toEqual(before);
  });

  it('is refused in plain words where there is no place for it', () => {
    vi.stubEnv('TMPDIR', join(folder, 'none'));
    sweepTemporary();
    expect(() => makeTemporary('page')).toThrow(/^cannot make a temporary folder: ENOENT: .*; set TMPDIR/);
  });
});
