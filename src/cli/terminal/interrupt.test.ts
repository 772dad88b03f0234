import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../core/errors.ts';
import { onInterrupt } from './interrupt.ts';

function setup() {
  const exits: number[] = [];
  const source = Object.assign(new EventEmitter(), { exit: (code: number) => exits.push(code) });
  let ms = 0;
  let calls = 0;
  const stop = onInterrupt(
    source,
    () => ms,
    () => calls++,
  );
  return { source, exits, stop, calls: () => calls, at: (time: number) => (ms = time) };
}

describe('onInterrupt', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'])('calls back at the first %s', signal => {
    const { source, exits, calls } = setup();
    source.emit(signal);
    expect(calls()).toBe(1);
    expect(exits).toEqual([]);
  });

  it('takes a repeat within half a second for the same Ctrl-C', () => {
    const { source, exits, calls, at } = setup();
    source.emit('SIGINT');
    at(400);
    source.emit('SIGINT');
    expect(calls()).toBe(1);
    expect(exits).toEqual([]);
  });

  it('gives up at the second Ctrl-C', () => {
    const { source, exits, calls, at } = setup();
    source.emit('SIGTERM');
    at(600);
    source.emit('SIGINT');
    expect(calls()).toBe(1);
    expect(exits).toEqual([EXIT.interrupted]);
  });

  it('stops listening', () => {
    const { source, stop, calls } = setup();
    stop();
    source.emit('SIGINT');
    expect(calls()).toBe(0);
    expect(source.eventNames()).toEqual([]);
  });
});
