import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { tolerateClosedPipe } from './closed-pipe.ts';

it('takes a closed pipe for no failure, and a full disk for one', () => {
  const stream = new EventEmitter();
  tolerateClosedPipe(stream);
  stream.emit('error', Object.assign(new Error('closed'), { code: 'EPIPE' }));
  const full = Object.assign(new Error('full'), { code: 'ENOSPC' });
  expect(() => stream.emit('error', full)).toThrow(full);
});
