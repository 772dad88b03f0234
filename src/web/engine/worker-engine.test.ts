import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakeEngine } from '../testing/fake-engine.ts';
import type { EngineLink } from './engine.ts';
import type { ToWorker } from './protocol.ts';
import { createWorkerEngine } from './worker-engine.ts';

let worker: EventTarget & { postMessage(message: ToWorker): void };
let engine: EngineLink;
let failures: string[];

beforeEach(() => {
  worker = Object.assign(new EventTarget(), { postMessage: () => {} });
  // biome-ignore lint/complexity/useArrowFunction: it stands in for a class
  vi.stubGlobal('Worker', function () {
    return worker;
  });
  engine = createWorkerEngine();
  failures = [];
  engine.listen({ event: () => {}, failed: message => failures.push(message) });
});

afterEach(() => vi.unstubAllGlobals());

function breakDown(): void {
  worker.dispatchEvent(Object.assign(new Event('error'), { message: 'not found' }));
}

it('tells the worker when a partial file is kept, and not before', async () => {
  const sent: string[] = [];
  worker.postMessage = ({ type }) => void sent.push(type);
  let resolve = () => {};
  const promise = new Promise<void>(done => {
    resolve = done;
  });
  engine.listen({ event: () => promise, failed: () => {} });
  worker.dispatchEvent(new MessageEvent('message', { data: { type: 'partial', file: null } }));
  await new Promise(done => setTimeout(done, 5));
  expect(sent).toEqual([]);
  resolve();
  await expect.poll(() => sent).toEqual(['kept']);
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
    worker.dispatchEvent(new MessageEvent('message', { data: { type: 'description', description } }));
    breakDown();
    expect(await engine.describe()).toEqual(description);
    expect(failures).toEqual(['not found']);
  });
});
