import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { print, watchOutputs } from './output-faults.ts';

function setup() {
  const written: string[] = [];
  const stream = () => Object.assign(new EventEmitter(), { write: (text: string) => written.push(text) });
  const [stdout, stderr] = [stream(), stream()];
  let faults = 0;
  watchOutputs(stdout, stderr, () => faults++);
  const fail = (on: EventEmitter, code: string) => on.emit('error', Object.assign(new Error(code), { code }));
  return { stdout, stderr, written, fail, faults: () => faults };
}

describe('watchOutputs', () => {
  it('takes a closed pipe for no failure', () => {
    const { stdout, fail, written, faults } = setup();
    fail(stdout, 'EPIPE');
    expect([written, faults()]).toEqual([[], 0]);
  });

  it('tells a full disk in one line, once', () => {
    const { stdout, fail, written, faults } = setup();
    fail(stdout, 'ENOSPC');
    fail(stdout, 'ENOSPC');
    expect(written).toEqual(['error: cannot write to the standard output: the disk is full\n']);
    expect(faults()).toBe(1);
  });

  it('goes on without a place for notes', () => {
    const { stderr, fail, written, faults } = setup();
    fail(stderr, 'ENOSPC');
    fail(stderr, 'EIO');
    expect([written, faults()]).toEqual([[], 0]);
  });
});

describe('print', () => {
  it.each([
    [null, true],
    [new Error('the disk is full'), false],
  ])('knows whether the text was taken (%s)', async (error, taken) => {
    const output = { write: (_: string, done?: (error?: Error | null) => void) => done?.(error) };
    expect(await print(output, 'report')).toBe(taken);
  });
});
