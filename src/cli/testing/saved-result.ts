import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { folderStore } from '../../store/folder.ts';
import { sampleResultFile } from '../../store/testing/sample-result.ts';

/** A file of version 1. */
export const OLD = join(import.meta.dirname, '../../store/v1/testing/small.v1.json');

/** Saved afresh before each test, in a folder of its own. */
export let folder: string;
export let path: string;

/** To be called once by a test file. */
export function saveResultBeforeEach(): void {
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ridgepoint-files-'));
    path = (await folderStore(folder).save(await sampleResultFile())).location;
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
}

/** The saved file with one piece of its text replaced. */
export async function edited(from: string, to: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  expect(text.includes(from)).toBe(true);
  const other = join(folder, 'edited.json');
  await writeFile(other, text.replace(from, to));
  return other;
}
