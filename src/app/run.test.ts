import { describe, expect, it } from 'vitest';
import smoke from '../../bench/suites/smoke.suite.ts';
import type { Platform } from '../platform/platform.ts';
import type { MatrixInput } from '../problems/files/read-files.ts';
import { bytesOf, inChunks } from '../problems/testing.ts';
import { runSuite } from './run.ts';

/** A device on which nothing can be made, and how often it was destroyed. */
function brokenPlatform() {
  let destroyed = 0;
  const device = {
    limits: {},
    features: new Set<string>(),
    lost: new Promise(() => {}),
    destroy: () => destroyed++,
    createShaderModule: () => {
      throw new Error('broken');
    },
  };
  const adapter = { info: {}, features: new Set<string>(), limits: {}, requestDevice: async () => device };
  const platform: Platform = {
    runtime: { name: 'test', version: '1', platform: 'none' },
    toggles: [],
    now: () => performance.now(),
    requestAdapter: async () => adapter as unknown as GPUAdapter,
    languageFeatures: () => new Set(),
    whenVisible: () => Promise.resolve(),
    breathe: () => Promise.resolve(),
  };
  return { platform, destroyed: () => destroyed };
}

function smokeOn(platform: Platform, files: readonly MatrixInput[] = []) {
  return runSuite({
    platform,
    suiteId: 'smoke',
    files,
    kernelsGlob: null,
    adapter: null,
    seed: 1,
    timeBudgetMs: null,
    label: null,
    signal: new AbortController().signal,
    programVersion: '0.1.0',
  });
}

it('a run says what a matrix file’s entries became, before it measures', async () => {
  const bytes = bytesOf('%%MatrixMarket matrix coordinate real general\n1 2 2\n1 1 0\n1 2 1e-400\n');
  const file = { name: 'a.mtx', byteLength: bytes.length, chunks: () => inChunks(bytes, 64) };
  const notes: string[] = [];
  for await (const event of smokeOn(brokenPlatform().platform, [file])) {
    if (event.type !== 'note') break;
    notes.push(event.message);
  }
  expect(notes).toEqual([
    'a.mtx: 2 of 2 stored entries are zero: every kernel executes them, and no rate counts them.',
    'a.mtx: 1 value is too small for 32-bit floats, and zero here.',
  ]);
});

it('a run counts down from what the chooser says of its suite, from its first word on', async () => {
  for await (const event of smokeOn(brokenPlatform().platform)) {
    if (event.type !== 'progress') continue;
    const { elapsedMs, remainingMs } = event.progress;
    expect(elapsedMs + remainingMs!).toBeCloseTo(1000 * smoke.expectedSeconds.hardware);
    return;
  }
});

describe('a run that ends early', () => {
  it('frees the device where measuring breaks off', async () => {
    const { platform, destroyed } = brokenPlatform();
    const events = smokeOn(platform);
    await expect(
      (async () => {
        for await (const _ of events);
      })(),
    ).rejects.toThrow();
    expect(destroyed()).toBe(1);
  });

  it('frees the device where nobody wants its events any more', async () => {
    const { platform, destroyed } = brokenPlatform();
    for await (const _ of smokeOn(platform)) break;
    expect(destroyed()).toBe(1);
  });
});
