import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakeEngine } from '../testing/fake-engine.ts';
import type { EngineLink } from './engine.ts';
import { createWorkerEngine } from './worker-engine.ts';

let worker: EventTarget;
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
