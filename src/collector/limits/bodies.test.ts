import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBodies } from './bodies.ts';
import { LIMITS } from './limits.ts';

const limits = {
  ...LIMITS,
  bodyBytes: 100,
  heldBytes: 150,
  bodies: 2,
  bytesPerSecond: 10,
  graceMs: 2_000,
  bodyMs: 30_000,
};

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** A request whose body comes as a test says. */
function request(announced?: number) {
  const stream = new PassThrough();
  const headers = announced === undefined ? {} : { 'content-length': String(announced) };
  return Object.assign(stream, { headers }) as unknown as PassThrough & IncomingMessage;
}

const bodies = () => createBodies(limits, () => Date.now());
const whole = async (body: Buffer) => body.toString();

/** What became of each: its text, or why it was refused. */
function fate(read: Promise<string>): Promise<string> {
  return read.catch((error: { refusal: string }) => error.refusal);
}

describe('bodies that are coming in', () => {
  it('are read whole', async () => {
    const sent = request(6);
    const read = bodies().read(sent, whole);
    sent.write('abc');
    sent.end('def');
    expect(await read).toBe('abcdef');
  });

  it('are refused by the length that they announce, before anything is read', async () => {
    const sent = request(101);
    sent.write('x');
    expect(await fate(bodies().read(sent, whole))).toBe('too-large');
    expect(sent.readableFlowing).toBeNull();
  });

  it('are cut off where they are longer than they announce, too slow, or break off', async () => {
    const all = bodies();
    const long = request(1);
    const isLong = fate(all.read(long, whole));
    long.write('x'.repeat(101));
    expect(await isLong).toBe('too-large');

    const slow = request();
    const isSlow = fate(all.read(slow, whole));
    slow.write('x'.repeat(15));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await isSlow).toBe('too-slow');

    const broken = request();
    const isBroken = fate(all.read(broken, whole));
    broken.destroy();
    expect(await isBroken).toBe('broken');
  });

  it('make room for another by the slowest, and not before it can be told which that is', async () => {
    const all = bodies();
    const [fast, slow, early, late] = [request(), request(), request(), request()];
    const fates = [fate(all.read(fast, whole)), fate(all.read(slow, whole))];
    fast.write('x'.repeat(90));
    slow.write('x');
    expect(await fate(all.read(early, whole))).toBe('busy');
    await vi.advanceTimersByTimeAsync(1_500);
    const last = fate(all.read(late, whole));
    expect(await fates[1]).toBe('too-slow');
    fast.end();
    late.end('late');
    expect([await fates[0], await last]).toEqual(['x'.repeat(90), 'late']);
  });

  it('count against each other until they have been used, with what is held for them besides', async () => {
    const all = bodies();
    const first = request(10);
    let useEnds = (_text: string) => {};
    const used = new Promise<string>(resolve => {
      useEnds = resolve;
    });
    const isFirst = fate(
      all.read(first, async (_body, holdToo) => {
        holdToo(100);
        return used;
      }),
    );
    first.end('x'.repeat(10));
    await vi.advanceTimersByTimeAsync(0);
    expect(await fate(all.read(request(50), whole))).toBe('busy');
    const tooMuch = request(10);
    const isTooMuch = fate(
      all.read(tooMuch, async (_body, holdToo) => {
        holdToo(31);
        return 'held';
      }),
    );
    tooMuch.end('x'.repeat(10));
    expect(await isTooMuch).toBe('busy');
    useEnds('used');
    expect(await isFirst).toBe('used');
    const second = request(50);
    const isSecond = fate(all.read(second, whole));
    second.end('y');
    expect(await isSecond).toBe('y');
  });
});
