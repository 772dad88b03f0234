import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJsonFault, parseJson } from './json-syntax.ts';

describe('findJsonFault', () => {
  it('finds none in any JSON', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(0, 1, 2), (json, indent) => {
        expect(findJsonFault(JSON.stringify(JSON.parse(json), null, indent))).toBeNull();
      }),
    );
  });

  it('agrees with JSON.parse on whether a damaged text is JSON', () => {
    const damaged = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', ':', '"', '{', ']', '1', '-', 'x', '\\', '\n'))
      .map(([json, at, patch]) => {
        const place = at % (json.length + 1);
        return json.slice(0, place) + patch + json.slice(place + 1);
      });
    fc.assert(
      fc.property(damaged, text => {
        expect(findJsonFault(text) === null).toBe(isJson(text));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['', 1, 1, 'a value', 'the end of the file'],
    ['{"a": 1,\n "b" 2}', 2, 6, '":"', '"2}"'],
    ['{"a": 1,\n}', 2, 1, 'a name in double quotes', '"}"'],
    ['[1, 2', 1, 6, '"," or the closing bracket', 'the end of the file'],
    ['[1}', 1, 3, '"," or the closing bracket', '"}"'],
    ['{} x', 1, 4, 'the end of the file', '"x"'],
    ['[NaN]', 1, 2, 'a value or "]"', '"NaN]"'],
    ['<html>', 1, 1, 'a value', '"<html>"'],
  ])('says where and why %j is none', (text, line, column, expected, found) => {
    expect(findJsonFault(text)).toEqual({ line, column, expected, found });
  });

  it('follows a million brackets without running out of stack', () => {
    expect(findJsonFault('['.repeat(1e6))).toMatchObject({ line: 1, column: 1e6 + 1 });
  });

  it.each([
    ['plain', 'a'.repeat(10e6)],
    ['escaped', '\\n'.repeat(5e6)],
  ])('follows a %s string of ten million characters without running out of stack', (_, content) => {
    expect(findJsonFault(`{"a":"${content}"x`)).toMatchObject({
      column: 8 + 10e6,
      expected: '"," or the closing bracket',
      found: '"x"',
    });
  });
});

describe('parseJson', () => {
  it('reads what brackets in strings only seem to nest', () => {
    const nested = JSON.stringify({ text: `${'['.repeat(2000)}\\"${'{'.repeat(2000)}`, list: [[{}]] });
    expect(parseJson(nested, 'a.json')).toEqual(JSON.parse(nested));
  });

  it.each([
    ['open', '['.repeat(20e6)],
    ['closed', '['.repeat(20e6) + ']'.repeat(20e6)],
    ['mixed', '{"a":['.repeat(1e6)],
  ])('refuses brackets that nest by the million at once, %s', (_, text) => {
    expect(() => parseJson(text, 'a.json')).toThrow(
      /^a\.json, line 1, column \d+: nested deeper than 1000 levels$/,
    );
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
