import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EXIT } from '../core/errors.ts';
import { answered, COMPILING_SECONDS, compiled, given, roughNs, watchDevice } from './waiting.ts';

const NEVER = new Promise<never>(() => {});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A device that is never asked anything: waiting knows it by identity alone. */
function watched(deviceClass: 'hardware' | 'software' = 'hardware') {
  const device = {} as GPUDevice;
  const loss: { message: string | null } = { message: null };
  const stop = new AbortController();
  const hidden: { until: Promise<void> | null } = { until: null };
  const whenVisible = () => hidden.until ?? Promise.resolve();
  watchDevice(device, { deviceClass, loss, signal: stop.signal, whenVisible });
  return { device, loss, stop, hidden };
}

/** How a wait ended after so many seconds: "waiting", or with what. */
async function outcomeAfter(seconds: number, wait: Promise<unknown>): Promise<unknown> {
  let outcome: unknown = 'waiting';
  wait.then(
    value => {
      outcome = value;
    },
    error => {
      outcome = error;
    },
  );
  await vi.advanceTimersByTimeAsync(seconds * 1000);
  return outcome;
}

describe('waiting for a device', () => {
  it('hands on what it answers, and what it refuses', async () => {
    const { device, loss } = watched();
    expect(await answered(device, Promise.resolve(7))).toBe(7);
    await expect(answered(device, Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(loss.message).toBeNull();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends after 30 s without an answer, and the device is lost from then on', async () => {
    const { device, loss } = watched();
    const wait = answered(device, NEVER);
    expect(await outcomeAfter(29, wait)).toBe('waiting');
    expect(await outcomeAfter(1, wait)).toMatchObject({
      message: 'the GPU device was lost: it did not answer for 30 s',
      exitCode: EXIT.deviceLost,
    });
    expect(loss.message).toBe('it did not answer for 30 s');
    await expect(answered(device, Promise.resolve(7))).rejects.toThrow('did not answer');
    await expect(compiled(device, Promise.resolve(7))).rejects.toThrow('did not answer');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('lasts 20 times as long as the work should take', async () => {
    const wait = answered(watched().device, NEVER, 4e9);
    expect(await outcomeAfter(79, wait)).toBe('waiting');
    expect(await outcomeAfter(1, wait)).toBeInstanceOf(Error);
  });

  it('expects of a software adapter a fraction of what a GPU does', () => {
    const work = { usefulFlops: 2e9, executedFlops: 2e9, compulsoryBytes: 0, modelledBytes: 1e9 };
    expect(roughNs(watched('hardware').device, work)).toBe(6e7);
    expect(roughNs(watched('software').device, work)).toBe(5e9);
  });

  it('ends within a second where the device is lost meanwhile and nothing else says so', async () => {
    const { device, loss } = watched();
    const wait = answered(device, NEVER);
    loss.message = 'unplugged';
    expect(await outcomeAfter(1, wait)).toMatchObject({ message: 'the GPU device was lost: unplugged' });
  });

  it('does not count while the page is hidden', async () => {
    const { device, hidden } = watched();
    const wait = answered(device, NEVER);
    expect(await outcomeAfter(20, wait)).toBe('waiting');
    let show = () => {};
    hidden.until = new Promise(resolve => {
      show = resolve;
    });
    expect(await outcomeAfter(600, wait)).toBe('waiting');
    hidden.until = null;
    show();
    // The second in which it was shown counts.
    expect(await outcomeAfter(8, wait)).toBe('waiting');
    expect(await outcomeAfter(1, wait)).toBeInstanceOf(Error);
  });

  it('takes an answer that comes while the page is hidden', async () => {
    const { device, hidden, loss } = watched();
    let answer: (value: number) => void = () => {};
    const wait = answered(device, new Promise<number>(resolve => (answer = resolve)));
    await outcomeAfter(29, wait);
    let show = () => {};
    hidden.until = new Promise(resolve => (show = resolve));
    await outcomeAfter(10, wait);
    answer(7);
    hidden.until = null;
    show();
    expect(await outcomeAfter(60, wait)).toBe(7);
    expect(loss.message).toBeNull();
  });

  it('is short once somebody has pressed Stop', async () => {
    const { device, stop, loss } = watched();
    const wait = answered(device, NEVER, 60e9);
    await outcomeAfter(10, wait);
    stop.abort();
    const quick = answered(device, NEVER);
    expect(await outcomeAfter(7, quick)).toBe('waiting');
    expect(await outcomeAfter(1, quick)).toMatchObject({ message: expect.stringContaining('for 8 s') });
    expect(loss.message).not.toBeNull();
    expect(await outcomeAfter(1, wait)).toBeInstanceOf(Error);
  });

  it('gives work that should take a while twice that after Stop', async () => {
    const { device, stop } = watched();
    stop.abort();
    const wait = answered(device, NEVER, 10e9);
    expect(await outcomeAfter(19, wait)).toBe('waiting');
    expect(await outcomeAfter(1, wait)).toBeInstanceOf(Error);
  });
});

describe('waiting for a pipeline', () => {
  it('ends after a minute, and leaves the device alone', async () => {
    const { device, loss } = watched();
    const wait = compiled(device, NEVER);
    expect(await outcomeAfter(COMPILING_SECONDS - 1, wait)).toBe('waiting');
    expect(await outcomeAfter(1, wait)).toMatchObject({ message: 'it was still being compiled after 60 s' });
    expect(loss.message).toBeNull();
  });

  it('tells how long it took', async () => {
    let done: (value: string) => void = () => {};
    const wait = compiled(watched().device, new Promise<string>(resolve => (done = resolve)));
    await outcomeAfter(26, wait);
    done('pipeline');
    expect(await wait).toEqual({ pipeline: 'pipeline', seconds: 26 });
  });

  it('holds the time of other waits: a driver may compile before it answers anything else', async () => {
    const { device, loss } = watched();
    let done: (value: string) => void = () => {};
    const compiling = compiled(device, new Promise<string>(resolve => (done = resolve)));
    const wait = answered(device, NEVER);
    expect(await outcomeAfter(50, wait)).toBe('waiting');
    done('pipeline');
    await compiling;
    expect(await outcomeAfter(29, wait)).toBe('waiting');
    expect(await outcomeAfter(1, wait)).toBeInstanceOf(Error);
    expect(loss.message).toBe('it did not answer for 30 s');
  });

  it('is short after Stop', async () => {
    const { device, stop, loss } = watched();
    stop.abort();
    expect(await outcomeAfter(8, compiled(device, NEVER))).toBeInstanceOf(Error);
    expect(loss.message).toBeNull();
  });
});

it('asks for an adapter no longer than for anything else', async () => {
  const room = { signal: null, whenVisible: () => Promise.resolve() };
  const wait = given(NEVER, room, 'an adapter');
  expect(await outcomeAfter(29, wait)).toBe('waiting');
  expect(await outcomeAfter(1, wait)).toMatchObject({
    message: expect.stringContaining('an adapter was asked for, and nothing came for 30 s'),
    exitCode: EXIT.noAdapter,
  });
});
