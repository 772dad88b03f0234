import { describe, expect, it } from 'vitest';
import { printable } from './printable.ts';

describe('printable', () => {
  it('leaves ordinary text of any script alone', () => {
    expect(printable('gemv µs × ½ 東京 <b>')).toBe('gemv µs × ½ 東京 <b>');
  });

  it('replaces terminal escapes, line breaks and direction marks', () => {
    expect(printable('a\u001b[2Jb\r\nc\u009bd\u202ee')).toBe('a\ufffd[2Jb\ufffd\ufffdc\ufffdd\ufffde');
  });
});
