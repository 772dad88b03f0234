import { describe, expect, it } from 'vitest';
import { printable, printableTexts } from './printable.ts';

describe('printable', () => {
  it('leaves ordinary text of any script alone', () => {
    expect(printable('gemv µs × ½ 東京 <b>')).toBe('gemv µs × ½ 東京 <b>');
  });

  it('replaces terminal escapes, line breaks and direction marks', () => {
    expect(printable('a\u001b[2Jb\r\nc\u009bd\u202ee')).toBe('a\ufffd[2Jb\ufffd\ufffdc\ufffdd\ufffde');
  });
});

describe('printableTexts', () => {
  it('replaces them at any depth, and leaves the data itself alone', () => {
    const data = { 'a\u202e': ['b\u001b', { c: null, d: 1.5, e: true }], f: 'g' };
    expect(printableTexts(data)).toEqual({ 'a\ufffd': ['b\ufffd', { c: null, d: 1.5, e: true }], f: 'g' });
    expect(Object.keys(data)).toEqual(['a\u202e', 'f']);
  });
});
