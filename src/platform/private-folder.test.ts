import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { installChromium } from './chromium.ts';
import { isPrivate, privateFolder } from './private-folder.ts';
import { hasSoftwareAdapter, unpackSwiftShader } from './software-adapter.ts';

const ownId = process.getuid?.();

/** Stands for the temporary folder that all users share. */
let shared: string;
beforeEach(() => {
  shared = mkdtempSync(join(tmpdir(), 'ridgepoint-shared-'));
  vi.stubEnv('TMPDIR', shared);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(shared, { recursive: true, force: true });
});

function planted(mode: number): string {
  const folder = join(shared, 'ridgepoint-planted');
  mkdirSync(folder);
  chmodSync(folder, mode);
  return folder;
}

describe.skipIf(ownId === undefined)('a private folder', () => {
  it('is the first that can be made, and nobody else can enter it', () => {
    const folder = join(shared, 'a', 'b');
    expect(privateFolder(['/dev/null/a', folder, join(shared, 'c')])).toBe(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(shared, 'a')).mode & 0o777).toBe(0o700);
    expect(privateFolder([folder])).toBe(folder);
  });

  it.each([0o777, 0o1777, 0o722, 0o770])('is none with the mode %o', mode => {
    const folder = planted(mode);
    expect(isPrivate(folder)).toBe(false);
    expectFresh(privateFolder([folder]), folder);
  });

  it('is none of another user, and none behind a link', () => {
    const folder = planted(0o700);
    expect(isPrivate(folder)).toBe(true);
    expect(isPrivate(folder, ownId! + 1)).toBe(false);
    expectFresh(privateFolder([folder], ownId! + 1), folder);
    const link = join(shared, 'link');
    symlinkSync(folder, link);
    expect(isPrivate(link)).toBe(false);
    expectFresh(privateFolder([link]), folder);
  });

  it('is one fresh folder a process where there is no other', () => {
    const folder = privateFolder(['/dev/null/a']);
    expectFresh(folder, '/dev/null/a');
    expect(privateFolder(['/dev/null/b'])).toBe(folder);
  });
});

function expectFresh(folder: string, refused: string): void {
  expect(folder).not.toBe(refused);
  expect(dirname(folder)).toBe(shared);
  expect(isPrivate(folder)).toBe(true);
  expect(readdirSync(folder)).toEqual([]);
}

describe.skipIf(!hasSoftwareAdapter() || ownId === undefined)(
  'what is unpacked where others can write',
  () => {
    it('is never what somebody has put there before', () => {
      vi.stubEnv('XDG_CACHE_HOME', '/dev/null');
      const trusted = unpackSwiftShader();
      const place = join(shared, `ridgepoint-${ownId}`);
      expect(dirname(trusted)).toBe(place);
      writeFileSync(join(trusted, 'libvk_swiftshader.so'), 'planted');
      chmodSync(place, 0o777);
      for (const folder of [unpackSwiftShader(), dirname(installChromium().executablePath)]) {
        expect(folder.startsWith(`${place}/`)).toBe(false);
        expect(isPrivate(dirname(folder))).toBe(true);
        expect(statSync(join(folder, 'libvk_swiftshader.so')).size).toBeGreaterThan(1e6);
      }
    });

    it('is unpacked again where others could have written to it', () => {
      vi.stubEnv('XDG_CACHE_HOME', shared);
      const folder = unpackSwiftShader();
      writeFileSync(join(folder, 'planted'), '');
      chmodSync(folder, 0o777);
      expect(unpackSwiftShader()).toBe(folder);
      expect(existsSync(join(folder, 'planted'))).toBe(false);
      expect(isPrivate(folder)).toBe(true);
    });
  },
);
