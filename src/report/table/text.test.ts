import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignColumns, labelled, shorten, wrap } from './text.ts';

describe('wrap', () => {
  it('ends where there is no room at all', () => {
    expect(wrap('ab c', 0)).toEqual(['a', 'b', 'c']);
  });

  it('never passes the width and loses no word', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,30}$/), { maxLength: 40 });
    fc.assert(
      fc.property(
        words,
        fc.integer({ min: 8, max: 80 }),
        fc.constantFrom('', '  ', '    '),
        (list, width, indent) => {
          const lines = wrap(list.join(' '), width, indent);
          expect(lines.every(line => line.length <= width)).toBe(true);
          expect(lines.join('').replaceAll(' ', '')).toBe(list.join(''));
        },
      ),
    );
  });

  it('breaks neither between a number and its unit nor within an interval', () => {
    expect(wrap('it reads 60.6 TB/s (60.5–60.7), 50.0 %', 16)).toEqual([
      'it reads',
      '60.6 TB/s',
      '(60.5–60.7),',
      '50.0 %',
    ]);
  });

  it('indents every line but the first', () => {
    expect(wrap('one two three', 7, '  ')).toEqual(['one two', '  three']);
  });

  it('keeps an indent of its own text', () => {
    expect(wrap('  one two', 7, '    ')).toEqual(['  one', '    two']);
  });
});

describe('alignColumns', () => {
  const columns = [
    { header: 'name', align: 'left', flexible: true },
    { header: 'µs', align: 'right' },
  ] as const;

  it('aligns text left and numbers right', () => {
    expect(
      alignColumns(
        columns,
        [
          ['a', '1.00'],
          ['bcdef', '12.0'],
        ],
        80,
      ),
    ).toEqual(['name    µs', 'a     1.00', 'bcdef 12.0']);
  });

  it('shortens the flexible column in its middle rather than pass the width', () => {
    const lines = alignColumns(columns, [['gemv/rows-per-workgroup', '123']], 16);
    expect(lines[1]).toBe('gemv/r…group 123');
  });

  it('prints no control character of a file', () => {
    expect(alignColumns(columns, [['a\u001b[31m\n', '1']], 80)[1]).toBe('a�[31m�  1');
  });
});

describe('shorten', () => {
  it('keeps both ends', () => {
    expect(shorten('abcdefghij', 5)).toBe('ab…ij');
    expect(shorten('abc', 3)).toBe('abc');
    expect(shorten('abc', 1)).toBe('…');
  });
});

describe('labelled', () => {
  it('wraps the text within its own column', () => {
    expect(labelled('clock', 'one two three', 8, 16)).toEqual(['clock   one two', '        three']);
  });
});
