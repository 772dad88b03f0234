import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable, printableJson, printableLines, printableTexts } from './printable.ts';

/** Everything that is to be seen as U+FFFD, by its kind. */
const UNSEEN: readonly (readonly [kind: string, text: string])[] = [
  ['escapes and controls', '\u001b\u0000\u007f\u009b'],
  ['line breaks', '\r\n\u0085\u2028\u2029'],
  ['marks of direction', '\u061c\u200e\u200f\u202a\u202e\u2066\u2069'],
  ['characters of no width', '\u00ad\u034f\u180e\u200b\u200c\u200d\u2060\u2064\ufeff'],
  ['tags and selectors', '\u{e0001}\u{e0041}\u{e007f}\u{e0100}'],
  ['fillers and notes between lines', '\u115f\u3164\uffa0\ufff9\ufffb'],
  ['half a surrogate pair', '\ud800'],
];

describe('printable', () => {
  it('leaves ordinary text of any script alone', () => {
    const text = 'gemv µs × ½ 東京 <b> العربية עברית हिन्दी ❤️ 🏎 é';
    expect(printable(text)).toBe(text);
  });

  it('replaces terminal escapes, line breaks and direction marks', () => {
    expect(printable('a\u001b[2Jb\r\nc\u009bd\u202ee')).toBe('a\ufffd[2Jb\ufffd\ufffdc\ufffdd\ufffde');
  });

  it.each(UNSEEN)('makes %s visible', (_kind, text) => {
    for (const character of text) expect(printable(`a${character}b`)).toBe('a\ufffdb');
  });

  it('keeps the lines of a text of several, and nothing else that cannot be seen', () => {
    expect(printableLines('a\u001b\nb\r\n')).toBe('a\ufffd\nb\ufffd\n');
  });
});

describe('printableJson', () => {
  it('says the same in characters that can all be seen', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 1), (data, indent) => {
        const text = printableJson(data, indent);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(data)));
        expect(printableLines(text)).toBe(text);
      }),
    );
    for (const [, text] of UNSEEN) {
      const json = printableJson({ [text]: text });
      expect(printable(json)).toBe(json);
      expect(JSON.parse(json)).toEqual({ [text]: text });
    }
  });
});

describe('printableTexts', () => {
  it('replaces them at any depth, and leaves the data itself alone', () => {
    const data = { 'a\u202e': ['b\u001b', { c: null, d: 1.5, e: true }], f: 'g' };
    expect(printableTexts(data)).toEqual({ 'a\ufffd': ['b\ufffd', { c: null, d: 1.5, e: true }], f: 'g' });
    expect(Object.keys(data)).toEqual(['a\u202e', 'f']);
  });
});
