import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duplicateName } from './duplicate-names.ts';
import { parseJson } from './json-syntax.ts';

describe('duplicateName', () => {
  it('finds none in what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (data, indent) => {
        expect(duplicateName(JSON.stringify(data, null, indent))).toBeNull();
      }),
    );
  });

  it('finds a name that was written again, wherever it stands', () => {
    const names = fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(names, fc.nat(), fc.jsonValue(), (all, pick, value) => {
        const again = all[pick % all.length]!;
        const fields = [...all, again].map(name => `${JSON.stringify(name)} : ${JSON.stringify(value)}`);
        const found = duplicateName(`[0, {"a": {${fields.join(',')}}}]`);
        expect(found).toEqual({ name: again, path: [1, 'a'], line: 1 });
      }),
    );
  });

  it.each([
    ['{"a": 1,\n "b": 2,\n "a": 1}', 'a', [], 3],
    ['{"a": 1, "\\u0061": 2}', 'a', [], 1],
    ['{"a\\\\": 1, "a\\\\": 2}', 'a\\', [], 1],
    ['{"": {}, "": {}}', '', [], 1],
    ['{"r": [{}, {"x": {"y": 1, "y": 2}}]}', 'y', ['r', 1, 'x'], 1],
  ])('finds it in %j', (text, name, path, line) => {
    expect(duplicateName(text)).toEqual({ name, path, line });
  });

  it.each([
    '{"a": "a", "b": "a", "c": ["a", "a"]}',
    '[{"a": 1}, {"a": 1}]',
    '{"a": {"a": {"a": 1}}}',
    '{"a": "\\"a\\": 1, {", "b": "]}"}',
    '"a"',
    '1',
  ])('finds none in %j', text => {
    expect(duplicateName(text)).toBeNull();
  });

  it('follows a million brackets without running out of stack', () => {
    expect(duplicateName('['.repeat(1e6) + ']'.repeat(1e6))).toBeNull();
  });
});

describe('parseJson', () => {
  it('refuses a name that stands twice, and says which and where', () => {
    expect(() => parseJson('{"records": [{}, {"status": "ok",\n"status": "failed"}]}', 'a.json')).toThrow(
      'a.json, records[1], line 2: the name "status" stands twice in one object',
    );
    expect(() => parseJson('{"a": 1, "a": 1}', 'a.json')).toThrow(
      'a.json, line 1: the name "a" stands twice',
    );
  });
});
