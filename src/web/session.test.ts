import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { syntheticResultFile } from '../analysis/testing/result-file.ts';
import type { RunChoice } from './engine/engine.ts';
import { createFakeEngine } from './testing/fake-engine.ts';
import { standInPage } from './testing/stand-in-page.ts';

standInPage();
const { createSession } = await import('./session.ts');
const state = await import('./state.ts');

const CHOICE: RunChoice = {
  suiteId: 'quick',
  files: [],
  label: null,
  seed: 1,
  kernels: null,
  timeBudgetMs: null,
};
const FILE = syntheticResultFile({ rounds: 2 });
const EARLIER = { file: FILE, judged: FILE, name: 'earlier.json' };

async function sessionWith(wish: string) {
  const engine = createFakeEngine(wish);
  state.description.value = await engine.describe();
  return createSession(engine);
}

beforeEach(() => {
  vi.useFakeTimers();
  state.result.value = null;
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a run of the page', () => {
  it('shows the result file with what was measured before the device was lost', async () => {
    const session = await sessionWith('device-lost');
    session.start(CHOICE);
    await vi.advanceTimersByTimeAsync(5000);
    expect(state.runState.value).toBe('failed');
    expect(state.failure.value).toContain('what was measured is kept');
    expect(state.shown.value?.file?.session.ended).toBe('device-lost');
    expect(state.shown.value?.measured.records.length).toBe(20);
  });

  it('keeps the earlier result where it is stopped before anything was measured', async () => {
    state.result.value = EARLIER;
    const session = await sessionWith('bandwidthBound');
    session.start(CHOICE);
    session.stop();
    expect(state.runState.value).toBe('stopped');
    expect(state.shown.value?.name).toBe('earlier.json');
  });

  it('takes back, when it ends, what was said while it went on', async () => {
    const session = await sessionWith('bandwidthBound');
    session.start(CHOICE);
    state.failure.value = 'A run is going on: stop it before loading a file.';
    session.stop();
    expect(state.failure.value).toBeNull();
  });
});
