import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { resultText } from '../store/result-store.ts';
import { sampleResultFile } from '../store/testing/sample-result.ts';
import { checkIntegrity, remarksHere } from './engine/integrity.ts';
import { standInPage } from './testing/stand-in-page.ts';

vi.mock('./engine/integrity.ts');
standInPage();
const { loadResultFile } = await import('./files.ts');
const state = await import('./state.ts');

const RUNNING = 'A run is going on: stop it before loading a file.';
const SOUND = { status: 'sound', remarks: null } as const;
const upload = new File([resultText(await sampleResultFile())], 'sample.json');

beforeEach(() => {
  state.runState.value = 'idle';
  state.result.value = null;
  state.failure.value = null;
  vi.mocked(checkIntegrity).mockReset();
  vi.mocked(remarksHere).mockReset().mockResolvedValue([]);
});

describe('loading a result file', () => {
  it('shows it and what its check says', async () => {
    vi.mocked(checkIntegrity).mockResolvedValue(SOUND);
    await loadResultFile(upload);
    expect(state.result.value?.name).toBe('sample.json');
    expect(state.integrity.value).toEqual({ status: 'sound', remarks: [] });
  });

  it('says that it agrees with itself before it is examined whether it can have happened', async () => {
    vi.mocked(checkIntegrity).mockResolvedValue(SOUND);
    const remark = {
      relation: 'a/b',
      severity: 'impossible',
      where: 'records[0]',
      message: 'never',
    } as const;
    const seen: unknown[] = [];
    vi.mocked(remarksHere).mockImplementation(async () => {
      seen.push(state.integrity.value);
      return [remark];
    });
    await loadResultFile(upload);
    expect(seen).toEqual([SOUND]);
    expect(state.integrity.value).toEqual({ status: 'sound', remarks: [remark] });
  });

  it('of one that disagrees with itself asks no more', async () => {
    vi.mocked(checkIntegrity).mockResolvedValue({ status: 'broken', first: 'sha256', count: 1 });
    await loadResultFile(upload);
    expect(remarksHere).not.toHaveBeenCalled();
  });

  it('of version 1 shows the conclusions of today, its own beside them', async () => {
    vi.mocked(checkIntegrity).mockResolvedValue(SOUND);
    const old = await readFile(join(import.meta.dirname, '../store/v1/testing/small.v1.json'), 'utf8');
    await loadResultFile(new File([old], 'old.json'));
    const { file, judged } = state.result.value!;
    expect(file.migratedFrom?.sha256).toBe(JSON.parse(old).sha256);
    expect(judged.earlier?.verdict.sentence).toBe('Nothing was judged.');
    expect(state.shown.value?.measured.verdict.sentence).toMatch(/^On this /);
  });

  it('gives way to a run that began while it was read', async () => {
    const loading = loadResultFile(upload);
    state.runState.value = 'running';
    await loading;
    expect(state.runState.value).toBe('running');
    expect(state.result.value).toBeNull();
    expect(state.failure.value).toBe(RUNNING);
  });

  it('does not go on waiting for a check that broke off', async () => {
    vi.mocked(checkIntegrity).mockRejectedValue(new Error('no connection'));
    await loadResultFile(upload);
    expect(state.integrity.value).toBeNull();
    expect(state.failure.value).toBe('no connection');
  });

  it('that agrees with itself goes on saying so where the examination broke off', async () => {
    vi.mocked(checkIntegrity).mockResolvedValue(SOUND);
    vi.mocked(remarksHere).mockRejectedValue(new Error('no memory'));
    await loadResultFile(upload);
    expect(state.integrity.value).toEqual(SOUND);
    expect(state.failure.value).toBe('no memory');
  });
});
