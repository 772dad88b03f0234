import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ResultFile, SessionFacts } from '../../core/record/result-file.ts';
import { sealFile } from '../../store/hash.ts';
import { parseResultFile } from '../../store/parse.ts';
import { sampleResultFile } from '../../store/testing/sample-result.ts';
import { standInPage } from '../testing/stand-in-page.ts';
import type { Shelf } from './shelf.ts';
import { type MemoryStore, memoryStore } from './testing/memory-store.ts';

standInPage();
const { createShelf } = await import('./shelf.ts');

let sample: ResultFile;
let store: MemoryStore;
let shelf: Shelf;
const askToPersist = vi.fn();

beforeAll(async () => {
  sample = await sampleResultFile();
});

beforeEach(() => {
  askToPersist.mockReset();
  store = memoryStore();
  shelf = createShelf(store, askToPersist);
});

const fileWith = (session: Partial<SessionFacts>) =>
  sealFile({ ...sample, session: { ...sample.session, ...session } });
const keep = (file: ResultFile, earlier: string | null = null) => shelf.keep({ file, earlier });
const listed = () => shelf.runs.value!.map(({ facts }) => facts!.startedAt.slice(0, 4));

describe('kept runs', () => {
  it('come back to the letter', async () => {
    expect(await keep(sample)).toBe(true);
    expect(await parseResultFile(await shelf.textOf(sample.sha256), '')).toEqual(sample);
  });

  it('are listed newest first', async () => {
    for (const year of ['2024', '2026', '2025']) {
      await keep(await fileWith({ startedAt: `${year}-01-01T00:00:00.000Z` }));
    }
    expect(listed()).toEqual(['2026', '2025', '2024']);
  });

  it('give way to the next state of the same run, and to no other', async () => {
    const partial = await fileWith({ ended: 'partial', lastSection: 'Ceilings' });
    await keep(await fileWith({ startedAt: '2024-01-01T00:00:00.000Z' }));
    await keep(partial);
    await keep(sample, partial.sha256);
    expect(shelf.runs.value).toHaveLength(2);
    await expect(shelf.textOf(partial.sha256)).rejects.toThrow('no longer kept');
  });

  it('are not replaced by a file that states the hash of one', async () => {
    await keep(sample);
    await keep({ ...sample, programVersion: 'forged' });
    expect(await shelf.textOf(sample.sha256)).not.toContain('forged');
  });

  it('ask the browser once not to clear them', async () => {
    await keep(sample);
    await keep(await fileWith({ seed: 2 }));
    expect(askToPersist).toHaveBeenCalledTimes(1);
  });

  it('come back from deletion by Undo, the last one that was deleted', async () => {
    const other = await fileWith({ seed: 2 });
    await keep(sample);
    await keep(other);
    for (const run of shelf.runs.value!) await shelf.remove(run);
    expect(shelf.runs.value).toEqual([]);
    const last = shelf.removed.value!.sha256;
    await shelf.undo();
    expect(shelf.runs.value!.map(({ sha256 }) => sha256)).toEqual([last]);
    expect(shelf.removed.value).toBeNull();
    await expect(shelf.textOf(last)).resolves.toContain(last);
  });
});

describe('a run that cannot be kept', () => {
  it('is named until it is, whatever becomes of the list', async () => {
    store.fault = 'full';
    expect(await keep(sample, 'earlier')).toBe(false);
    await shelf.refresh();
    const wanted = { file: sample, earlier: 'earlier' };
    expect(shelf.trouble.value).toEqual({ kind: 'full', message: 'the disk is full', wanted });
    store.fault = null;
    await shelf.keep(shelf.trouble.value!.wanted!);
    expect(shelf.trouble.value).toBeNull();
  });

  it('leaves what is kept', async () => {
    const partial = await fileWith({ ended: 'partial' });
    await keep(partial);
    store.fault = 'full';
    await keep(sample, partial.sha256);
    expect(shelf.runs.value!.map(({ sha256 }) => sha256)).toEqual([partial.sha256]);
  });
});
