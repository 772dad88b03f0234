import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakeEngine } from '../testing/fake-engine.ts';
import type { EngineDescription, EngineLink } from './engine.ts';
import type { ToPage, ToWorker } from './protocol.ts';
import { createWorkerEngine } from './worker-engine.ts';

let worker: EventTarget;
let sent: (ToWorker | 'terminate')[];
let engine: EngineLink;
let failures: string[];

beforeEach(() => {
  sent = [];
  worker = Object.assign(new EventTarget(), {
    postMessage: (message: ToWorker) => sent.push(message),
    terminate: () => sent.push('terminate'),
  });
  // biome-ignore lint/complexity/useArrowFunction: it stands in for a class
  vi.stubGlobal('Worker', function () {
    return worker;
  });
  engine = createWorkerEngine();
  failures = [];
  engine.listen({ event: () => {}, failed: message => failures.push(message) });
});

afterEach(() => vi.unstubAllGlobals());

function say(data: ToPage): void {
  worker.dispatchEvent(new MessageEvent('message', { data }));
}

function breakDown(): void {
  worker.dispatchEvent(Object.assign(new Event('error'), { message: 'not found' }));
}

it('tells the worker when a partial file is kept, and not before', async () => {
  let resolve = () => {};
  const promise = new Promise<void>(done => {
    resolve = done;
  });
  engine.listen({ event: () => promise, failed: () => {} });
  worker.dispatchEvent(new MessageEvent('message', { data: { type: 'partial', file: null } }));
  await new Promise(done => setTimeout(done, 5));
  expect(sent).toEqual([]);
  resolve();
  await expect.poll(() => sent).toEqual([{ type: 'kept' }]);
});

it('tells of a run that waits for more time, and hands it on', () => {
  let waits = 0;
  engine.listen({ event: () => {}, waiting: () => waits++, failed: () => {} });
  say({ type: 'waiting' });
  expect(waits).toBe(1);
  engine.longer(5000);
  expect(sent).toEqual([{ type: 'longer', timeBudgetMs: 5000 }]);
});

describe('a worker that breaks down', () => {
  it('before it has said what it can is no fault of the GPU, and no failed run', async () => {
    breakDown();
    expect(await engine.describe()).toEqual({
      status: 'unavailable',
      cause: 'page-failed',
      message: 'not found',
    });
    expect(failures).toEqual([]);
  });

  it('later ends the run', async () => {
    const description = await createFakeEngine('bandwidthBound').describe();
    const answer = engine.describe();
    say({ type: 'description', asked: 1, description });
    breakDown();
    expect(await answer).toEqual(description);
    expect(failures).toEqual(['not found']);
  });
});

describe('looking for a GPU again', () => {
  it('gives every call the newest answer, and none that comes too late', async () => {
    const ready = await createFakeEngine('bandwidthBound').describe();
    const hung: EngineDescription = { status: 'unavailable', cause: 'adapter-failed', message: 'hangs' };
    const first = engine.describe();
    const second = engine.describe();
    say({ type: 'description', asked: 1, description: hung });
    say({ type: 'description', asked: 2, description: ready });
    expect([await first, await second]).toEqual([ready, ready]);
    expect(sent).toEqual([
      { type: 'describe', asked: 1 },
      { type: 'describe', asked: 2 },
    ]);
  });
});

describe('a worker that does not stop', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is ended after a minute, and the run with it', async () => {
    void engine.describe();
    say({ type: 'description', asked: 1, description: await createFakeEngine('loadBound').describe() });
    engine.stop();
    vi.advanceTimersByTime(59_999);
    expect(failures).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(failures).toEqual([expect.stringContaining('did not stop')]);
    expect(sent.at(-1)).toBe('terminate');
  });

  it('is left alone where the run ends by itself', () => {
    engine.stop();
    say({ type: 'failed', message: 'the GPU device was lost' });
    vi.advanceTimersByTime(600_000);
    expect(failures).toEqual(['the GPU device was lost']);
    expect(sent).not.toContain('terminate');
  });
});
