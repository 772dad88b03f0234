import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browserPlatform, createVisibilityGate } from './browser.ts';

/** A browser that gives what is listed, one call after the other, and then the last again. */
function browserGiving(...answers: readonly unknown[]) {
  const asked: number[] = [];
  const requestAdapter = async () => {
    asked.push(performance.now());
    const answer = answers[Math.min(asked.length, answers.length) - 1];
    if (answer instanceof Error) throw answer;
    return answer;
  };
  vi.stubGlobal('navigator', { userAgent: '', gpu: { requestAdapter } });
  vi.stubGlobal('isSecureContext', true);
  const platform = browserPlatform(createVisibilityGate());
  const startMs = performance.now();
  return { platform, askedAtMs: () => asked.map(ms => ms - startMs) };
}

describe('an adapter that a browser does not give at once', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('is asked for again after 100, 300 and 1000 ms', async () => {
    const { platform, askedAtMs } = browserGiving(null, null, null, 'adapter');
    const adapter = platform.requestAdapter(null);
    await vi.advanceTimersByTimeAsync(1400);
    expect(await adapter).toBe('adapter');
    expect(askedAtMs()).toEqual([0, 100, 400, 1400]);
  });

  it('is then missing', async () => {
    const { platform, askedAtMs } = browserGiving(null);
    const adapter = expect(platform.requestAdapter(null)).rejects.toMatchObject({ obstacle: 'no-adapter' });
    await vi.advanceTimersByTimeAsync(5000);
    await adapter;
    expect(askedAtMs().length).toBe(4);
  });

  it('is not asked for again where the browser says what is wrong', async () => {
    const { platform, askedAtMs } = browserGiving(new Error('blocked'), 'adapter');
    await expect(platform.requestAdapter(null)).rejects.toMatchObject({
      obstacle: 'adapter-failed',
      message: 'blocked',
    });
    expect(askedAtMs()).toEqual([0]);
  });
});
