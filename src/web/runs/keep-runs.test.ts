import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { ResultFile } from '../../core/record/result-file.ts';
import { sealFile } from '../../store/hash.ts';
import { sampleResultFile } from '../../store/testing/sample-result.ts';
import { standInPage } from '../testing/stand-in-page.ts';

const kept: { readonly file: ResultFile; readonly earlier: string | null }[] = [];
const keep = vi.fn();
vi.mock('./shelf.ts', () => ({ shelf: { keep } }));

standInPage();
const { keepRuns } = await import('./keep-runs.ts');
const state = await import('../state.ts');

let keepPartial: (file: ResultFile) => Promise<void>;
let files: ResultFile[];

beforeAll(async () => {
  const sample = await sampleResultFile();
  files = await Promise.all(
    [1, 2, 3].map(seed => sealFile({ ...sample, session: { ...sample.session, seed } })),
  );
  keepRuns({
    keepPartials: given => {
      keepPartial = given;
    },
  });
});

beforeEach(() => {
  kept.length = 0;
  keep.mockReset().mockImplementation(async wanted => kept.push(wanted) > 0);
  state.runState.value = 'idle';
  state.runState.value = 'running';
  state.lastRun.value = null;
});

it('each state of a run replaces the one before it, the final one too', async () => {
  const [first, second, last] = files;
  await keepPartial(first!);
  await keepPartial(second!);
  state.lastRun.value = last!;
  await vi.waitFor(() => expect(kept).toHaveLength(3));
  expect(kept.map(({ earlier }) => earlier)).toEqual([null, first!.sha256, second!.sha256]);
});

it('a run that goes on with more time replaces what was kept of it', async () => {
  const [ended, , fuller] = files;
  state.lastRun.value = ended!;
  await vi.waitFor(() => expect(kept).toHaveLength(1));
  state.runState.value = 'done';
  state.continuing.value = true;
  state.runState.value = 'running';
  state.continuing.value = false;
  state.lastRun.value = fuller!;
  await vi.waitFor(() => expect(kept).toHaveLength(2));
  expect(kept[1]!.earlier).toBe(ended!.sha256);
});

it('a run replaces nothing of the run before it', async () => {
  await keepPartial(files[0]!);
  state.runState.value = 'failed';
  state.runState.value = 'running';
  await keepPartial(files[1]!);
  expect(kept.at(-1)?.earlier).toBeNull();
});

it('a state that could not be kept is none to replace', async () => {
  const [first, second, last] = files;
  await keepPartial(first!);
  keep.mockResolvedValueOnce(false);
  await keepPartial(second!);
  await keepPartial(last!);
  expect(kept.at(-1)?.earlier).toBe(first!.sha256);
});

it('a run in which nothing was measured is not kept', async () => {
  await keepPartial({ ...files[0]!, records: [] });
  expect(kept).toEqual([]);
});
