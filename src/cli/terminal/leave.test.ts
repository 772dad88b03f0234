import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { leaveWhenWritten } from './leave.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A process that has so many characters left to write. */
function processWriting(writableLength: number) {
  const codes: number[] = [];
  const stdout = { writableLength };
  const parts = { stdout, stderr: { writableLength: 0 }, exit: (code: number) => void codes.push(code) };
  return { leaving: Object.assign(new EventEmitter(), parts), stdout, codes };
}

describe('a process whose work is done', () => {
  it('that something keeps alive ends once its output is written', () => {
    const { leaving, stdout, codes } = processWriting(10);
    leaveWhenWritten(leaving, 7);
    vi.advanceTimersByTime(5000);
    expect(codes).toEqual([]);
    stdout.writableLength = 0;
    vi.advanceTimersByTime(1000);
    expect(codes).toEqual([7]);
  });

  it('ends where it would first free what it holds', () => {
    const { leaving, codes } = processWriting(0);
    leaveWhenWritten(leaving, 7);
    leaving.emit('beforeExit');
    expect(codes).toEqual([7]);
  });
});
