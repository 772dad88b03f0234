import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { leaveWhenWritten } from './leave.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A process that has so many characters left to write. */
function processWriting(writableLength: number) {
  const stdout = { writableLength };
  const exit = vi.fn();
  const leaving = Object.assign(new EventEmitter(), { stdout, stderr: { writableLength: 0 }, exit });
  return { leaving, stdout, exit };
}

describe('a process whose work is done', () => {
  it('that something keeps alive ends once its output is written', () => {
    const { leaving, stdout, exit } = processWriting(10);
    leaveWhenWritten(leaving);
    vi.advanceTimersByTime(5000);
    expect(exit).not.toHaveBeenCalled();
    stdout.writableLength = 0;
    vi.advanceTimersByTime(1000);
    expect(exit).toHaveBeenCalledOnce();
  });

  it('ends where it would first free what it holds', () => {
    const { leaving, exit } = processWriting(0);
    leaveWhenWritten(leaving);
    leaving.emit('beforeExit');
    expect(exit).toHaveBeenCalledOnce();
  });
});
