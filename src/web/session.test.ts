import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { syntheticResultFile } from '../analysis/testing/result-file.ts';
import type { ResultFile } from '../core/record/result-file.ts';
import type { RunChoice, RunListener } from './engine/engine.ts';
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
    await vi.waitFor(() => expect(state.runState.value).toBe('failed'));
    expect(state.failure.value).toContain('what was measured is kept');
    expect(state.shown.value?.file?.session.ended).toBe('device-lost');
    expect(state.shown.value?.measured.records.length).toBe(20);
  });

  it('shows and keeps what was measured up to the last section where it broke off', async () => {
    const engine = createFakeEngine('fails');
    state.description.value = await engine.describe();
    let hear: RunListener = { event: () => {}, failed: () => {} };
    const session = createSession({
      ...engine,
      start: () => {},
      listen: listener => {
        hear = listener;
      },
    });
    const kept: ResultFile[] = [];
    session.keepPartials(async file => void kept.push(file));
    session.start(CHOICE);
    const partial = { ...FILE, session: { ...FILE.session, ended: 'partial' as const } };
    await hear.event({ type: 'partial', file: partial });
    expect(kept).toEqual([partial]);
    hear.failed('the worker is gone');
    expect(state.failure.value).toBe('the worker is gone');
    expect(state.runState.value).toBe('failed');
    expect(state.shown.value?.file).toEqual(partial);
    session.start(CHOICE);
    hear.failed('at once');
    expect(state.lastRun.value).toBeNull();
  });

  it('keeps the earlier result where it is stopped before anything was measured', async () => {
    state.result.value = EARLIER;
    const session = await sessionWith('bandwidthBound');
    session.start(CHOICE);
    session.stop();
    await vi.waitFor(() => expect(state.runState.value).toBe('stopped'));
    expect(state.shown.value?.name).toBe('earlier.json');
  });

  it('takes back, when it ends, what was said while it went on', async () => {
    const session = await sessionWith('bandwidthBound');
    session.start(CHOICE);
    state.failure.value = 'A run is going on: stop it before loading a file.';
    session.stop();
    await vi.waitFor(() => expect(state.failure.value).toBeNull());
  });
});

describe('more time for a run', () => {
  const [late, ...others] = FILE.records;
  const skipped = { ...late!, status: 'skipped' as const, reason: 'no time', cause: 'time' as const };
  const SHORT = { ...FILE, records: [skipped, ...others], sha256: 'short' } as ResultFile;

  async function afterRun() {
    const engine = createFakeEngine('bandwidthBound');
    state.description.value = await engine.describe();
    let hear: RunListener = { event: () => {}, failed: () => {} };
    const asked: (number | RunChoice)[] = [];
    const session = createSession({
      ...engine,
      start: choice => void asked.push(choice),
      longer: ms => void asked.push(ms),
      listen: listener => {
        hear = listener;
      },
    });
    session.start(CHOICE);
    await hear.event({ type: 'result', file: SHORT });
    return { session, asked, hear };
  }

  it('goes on with the run that waits for it, with what was measured in place', async () => {
    const { session, asked, hear } = await afterRun();
    hear.waiting?.();
    session.longer(SHORT, 9000);
    expect(asked.slice(1)).toEqual([9000]);
    expect(state.runState.value).toBe('running');
    expect(state.continuing.value).toBe(true);
    expect(state.shown.value?.measured.records).toEqual(others);
    await hear.event({ type: 'result', file: FILE });
    expect(state.runState.value).toBe('done');
    expect(state.shown.value?.file?.sha256).toBe(FILE.sha256);
  });

  it('starts a new run where none waits: after another file, and when the engine is gone', async () => {
    const { session, asked, hear } = await afterRun();
    session.longer(SHORT, 9000);
    expect(asked.slice(1)).toEqual([{ ...CHOICE, timeBudgetMs: 9000 }]);
    await hear.event({ type: 'result', file: SHORT });
    hear.waiting?.();
    session.longer({ ...FILE, sha256: 'another' }, 9000);
    expect(asked.at(-1)).toMatchObject({ suiteId: FILE.session.suite, timeBudgetMs: 9000 });
    await hear.event({ type: 'result', file: SHORT });
    hear.waiting?.();
    hear.failed('the worker is gone');
    session.longer(SHORT, 9000);
    expect(asked.at(-1)).toMatchObject({ timeBudgetMs: 9000 });
  });

  it('keeps what the run had when going on breaks off', async () => {
    const { session, hear } = await afterRun();
    hear.waiting?.();
    session.longer(SHORT, 9000);
    hear.failed('the worker is gone');
    expect(state.shown.value?.file?.sha256).toBe('short');
  });
});
