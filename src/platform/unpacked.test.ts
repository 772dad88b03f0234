import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { createTar } from 'nanotar';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EXIT } from '../core/errors.ts';
import { hasSoftwareAdapter, softwareAdapter } from './software-adapter.ts';
import { contentsText, isWhole, unpackOnce } from './unpacked.ts';

let folder: string;
let archives: readonly string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ridgepoint-unpacked-'));
  const bin = join(folder, 'package/bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(folder, 'package/package.json'), '{"version":"1.2.3"}');
  const tar = createTar([
    { name: 'lib/' },
    { name: 'lib/driver.so', data: 'a driver' },
    { name: 'with space', data: '' },
  ]);
  writeFileSync(join(bin, 'driver.tar.br'), brotliCompressSync(tar));
  writeFileSync(join(bin, 'browser.br'), brotliCompressSync(Buffer.from('a browser')));
  archives = ['driver.tar.br', 'browser.br'].map(name => join(bin, name));
  vi.stubEnv('XDG_CACHE_HOME', join(folder, 'cache'));
  vi.stubEnv('TMPDIR', join(folder, 'tmp'));
  mkdirSync(join(folder, 'tmp'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const unpack = () => unpackOnce(archives, 'driver');

function failure(act: () => unknown) {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('what is unpacked', () => {
  it('lies in the cache under name and version, and is unpacked once', () => {
    const target = unpack();
    expect(target).toBe(join(folder, 'cache/ridgepoint/driver-1.2.3'));
    expect(readFileSync(join(target, 'lib/driver.so'), 'utf8')).toBe('a driver');
    expect(readFileSync(join(target, 'browser'), 'utf8')).toBe('a browser');
    expect(statSync(join(target, 'browser')).mode & 0o777).toBe(0o755);
    writeFileSync(join(target, 'own'), '');
    expect(unpack()).toBe(target);
    expect(existsSync(join(target, 'own'))).toBe(true);
  });

  it.each([
    ['a library is cut off', (target: string) => truncateSync(join(target, 'lib/driver.so'), 3)],
    ['a file is missing', (target: string) => unlinkSync(join(target, 'with space'))],
    ['the list is missing', (target: string) => unlinkSync(join(target, 'contents.txt'))],
    ['the list is empty', (target: string) => truncateSync(join(target, 'contents.txt'))],
    [
      'a folder is in a file’s place',
      (target: string) => {
        unlinkSync(join(target, 'browser'));
        mkdirSync(join(target, 'browser'));
      },
    ],
  ])('is unpacked again where %s, leaving nothing else behind', (_, damage) => {
    const target = unpack();
    damage(target);
    expect(isWhole(target)).toBe(false);
    expect(unpack()).toBe(target);
    expect(isWhole(target)).toBe(true);
    expect(readFileSync(join(target, 'lib/driver.so'), 'utf8')).toBe('a driver');
    expect(readdirSync(join(folder, 'cache/ridgepoint'))).toEqual(['driver-1.2.3']);
  });

  it.each(['/proc/ridgepoint', 'a:b', 'relative'])(
    'is unpacked elsewhere where the cache cannot be in %s',
    place => {
      vi.stubEnv('XDG_CACHE_HOME', place === 'a:b' ? join(folder, place) : place);
      vi.stubEnv('HOME', '/dev/null');
      expect(unpack().startsWith(join(folder, 'tmp/ridgepoint-'))).toBe(true);
    },
  );

  it('is refused in one line where there is no place for it', () => {
    vi.stubEnv('XDG_CACHE_HOME', '/dev/null');
    vi.stubEnv('TMPDIR', join(folder, 'none'));
    rmSync(join(folder, 'tmp'), { recursive: true });
    writeFileSync(join(folder, 'none'), '');
    const error = failure(unpack);
    expect(error).toMatchObject({ name: 'UserError', exitCode: EXIT.noAdapter });
    expect(String(error)).toMatch(
      /cannot unpack driver anywhere: tried \/dev\/null\/ridgepoint, .*none.*; set XDG_CACHE_HOME to a folder/,
    );
  });

  it('is refused where every place has a colon in its path, leaving nothing there', () => {
    const colon = join(folder, 'a:b');
    mkdirSync(colon);
    vi.stubEnv('XDG_CACHE_HOME', colon);
    vi.stubEnv('TMPDIR', colon);
    expect(failure(unpack)).toMatchObject({ message: expect.stringContaining('below a colon') });
    expect(readdirSync(colon)).toEqual([]);
  });
});

describe.skipIf(!hasSoftwareAdapter())('the driver of a bundle', () => {
  const bundle = (name: string) => {
    const vulkan = join(folder, name, 'vulkan');
    mkdirSync(vulkan, { recursive: true });
    writeFileSync(join(vulkan, 'libvulkan.so.1'), 'loader');
    writeFileSync(join(vulkan, 'contents.txt'), contentsText([['libvulkan.so.1', 6]]));
    vi.stubEnv('RIDGEPOINT_BUNDLE', join(folder, name));
    return vulkan;
  };

  it('is refused where a file is cut off', () => {
    const vulkan = bundle('bundle');
    expect(softwareAdapter().folder).toBe(vulkan);
    truncateSync(join(vulkan, 'libvulkan.so.1'), 5);
    expect(failure(softwareAdapter)).toMatchObject({
      exitCode: EXIT.noAdapter,
      message: `files in ${vulkan} are missing or cut off: unpack the bundle again`,
    });
  });

  it('is refused below a colon, where no library is found', () => {
    const vulkan = bundle('a:b');
    expect(failure(softwareAdapter)).toMatchObject({
      exitCode: EXIT.noAdapter,
      message: `no library is found below a ":": move the bundle away from ${vulkan}`,
    });
  });
});
