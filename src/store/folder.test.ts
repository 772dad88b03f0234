import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXIT, InvalidFileError, UserError } from '../core/errors.ts';
import {
  folderStore,
  listResultFiles,
  loadResultFile,
  requireWritable,
  requireWritableFile,
  writeWhole,
} from './folder.ts';
import { machineSlug } from './result-store.ts';
import { sampleResultFile } from './testing/sample-result.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ridgepoint-store-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function errorOf(promise: Promise<unknown>): Promise<UserError> {
  const error = await promise.then(
    () => null,
    reason => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  return error;
}

describe('folderStore', () => {
  it('loads what it saved, under machine, date, suite, runtime and hash', async () => {
    const store = folderStore(folder);
    const file = await sampleResultFile();
    const { name, location } = await store.save(file);
    expect(name).toMatch(/^swiftshader-device-subzero\/2026-01-31-quick-node-[0-9a-f]{8}\.json$/);
    expect(location).toBe(join(folder, name));
    expect(await listResultFiles(folder)).toEqual([name]);
    expect(await loadResultFile(location)).toEqual(file);
  });

  it('gives the same content the same name and other content another', async () => {
    const store = folderStore(folder);
    const file = await sampleResultFile();
    const first = await store.save(file);
    expect(await store.save(file)).toEqual(first);
    const other = await store.save({ ...file, session: { ...file.session, seed: 2 } });
    expect(other.name).not.toBe(first.name);
    expect(await listResultFiles(folder)).toEqual([first.name, other.name].sort());
  });

  it('keeps one partial file of a run, and removes it when told', async () => {
    const partial = folderStore(folder).partial();
    const file = await sampleResultFile();
    expect(partial.location).toBeNull();
    await partial.keep(file);
    const later = { ...file, session: { ...file.session, durationMs: 2 } };
    await partial.keep(later);
    const [name, ...others] = await listResultFiles(folder);
    expect(name).toMatch(/^swiftshader-device-subzero\/2026-01-31-quick-node-partial-[0-9a-f]{8}\.json$/);
    expect(others).toEqual([]);
    expect(partial.location).toBe(join(folder, name!));
    expect((await loadResultFile(partial.location!)).session.durationMs).toBe(2);
    await partial.remove();
    expect(await listResultFiles(folder)).toEqual([]);
  });

  it('leaves no temporary file behind', async () => {
    await folderStore(folder).save(await sampleResultFile());
    const names = await readdir(folder, { recursive: true });
    expect(names.filter(name => name.endsWith('.tmp'))).toEqual([]);
  });

  it('does not list published schemas', async () => {
    await writeFile(join(folder, 'x.schema.json'), '{}');
    expect(await listResultFiles(folder)).toEqual([]);
  });

  it('stays inside its folder whatever the file says', async () => {
    const file = await sampleResultFile();
    const hostile = {
      ...file,
      session: { ...file.session, suite: '../../../etc' },
      environment: {
        ...file.environment,
        adapter: { ...file.environment.adapter, description: '../..' },
        runtime: { ...file.environment.runtime, name: 'a/b\\c\0' },
      },
    };
    const { name } = await folderStore(folder).save(hostile);
    expect(name).toMatch(/^unknown\/2026-01-31-etc-a-b-c-[0-9a-f]{8}\.json$/);
  });
});

describe('requireWritable', () => {
  it('makes the folder', async () => {
    await requireWritable(join(folder, 'a', 'b'));
    expect(await readdir(join(folder, 'a', 'b'))).toEqual([]);
  });

  it('names the folder and why it cannot be written', async () => {
    const inTheWay = join(folder, 'file');
    await writeFile(inTheWay, '');
    const error = await errorOf(requireWritable(join(inTheWay, 'below')));
    expect(error.exitCode).toBe(EXIT.usage);
    expect(error.message).toBe(
      `cannot write to the folder ${join(inTheWay, 'below')}: part of the path is a file, not a folder`,
    );
  });
});

describe.runIf(existsSync('/proc/self'))('under /proc, which takes no folders', () => {
  it.each(['/proc/ridgepoint', '/proc/ridgepoint/a/b', '/proc/self/ridgepoint/a'])(
    'refuses %s at once',
    async path => {
      const { message } = await errorOf(requireWritable(path));
      expect(message).toMatch(`cannot write to the folder ${path}: `);
      expect((await errorOf(writeWhole(join(path, 'a.json'), ''))).message).toMatch(/^cannot write /);
    },
  );
});

describe('requireWritableFile', () => {
  it('makes the folder and leaves a file that is there', async () => {
    const path = join(folder, 'a', 'b.html');
    await requireWritableFile(path);
    await writeFile(path, 'kept');
    await requireWritableFile(path);
    expect(await readFile(path, 'utf8')).toBe('kept');
  });

  it('refuses a device, whose place the file would take', async () => {
    const { message } = await errorOf(requireWritableFile('/dev/null'));
    expect(message).toBe('cannot write /dev/null: it is not a file');
  });

  it('refuses a folder in its place, there or only meant', async () => {
    for (const path of [folder, `${folder}/`, join(folder, 'none/')]) {
      const error = await errorOf(requireWritableFile(path));
      expect([error.exitCode, error.message]).toEqual([EXIT.usage, `cannot write ${path}: it is a folder`]);
    }
  });
});

describe('writeWhole', () => {
  it('replaces a file, or leaves it alone where the new one cannot be written', async () => {
    const path = join(folder, 'a.txt');
    await writeWhole(path, 'one');
    await writeWhole(path, 'two');
    const error = await errorOf(writeWhole(join(path, 'b.txt'), 'three'));
    expect(error.message).toContain('a file');
    expect(await readdir(folder)).toEqual(['a.txt']);
  });
});

describe('writeWhole, stopped', () => {
  it('leaves no file, not even a hidden one', async () => {
    const stop = new AbortController();
    const pieces = function* () {
      yield new Uint8Array(8);
      stop.abort();
      yield new Uint8Array(8);
    };
    const error = await errorOf(writeWhole(join(folder, 'a.npy'), pieces(), stop.signal));
    expect(error.exitCode).toBe(EXIT.interrupted);
    expect(error.message).toBe(`stopped before ${join(folder, 'a.npy')} was written`);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('loadResultFile', () => {
  it('names a file that is not there', async () => {
    const error = await errorOf(loadResultFile(join(folder, 'none.json')));
    expect(error.message).toBe(`cannot read ${join(folder, 'none.json')}: it does not exist`);
    expect(error.exitCode).toBe(EXIT.usage);
  });

  it('names a file that is no result file', async () => {
    const path = join(folder, 'bad.json');
    await writeFile(path, '{"schemaVersion":9}');
    expect(await errorOf(loadResultFile(path))).toBeInstanceOf(InvalidFileError);
  });
});

describe('machineSlug', () => {
  it('falls back on vendor and architecture where a browser hides the rest', async () => {
    const { adapter } = (await sampleResultFile()).environment;
    const browser = { ...adapter, description: '', device: '', vendor: 'apple', architecture: 'metal-3' };
    expect(machineSlug(browser)).toBe('apple-metal-3');
    expect(machineSlug({ ...adapter, description: 'NVIDIA H200' })).toBe('nvidia-h200');
    const vulkan = { ...adapter, class: 'hardware', device: 'nvidia-h200' } as const;
    expect(machineSlug({ ...vulkan, description: 'NVIDIA: 580.159.04 580.159.4.0' })).toBe('nvidia-h200');
  });
});
