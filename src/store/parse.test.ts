import { beforeAll, describe, expect, it } from 'vitest';
import { EXIT, InvalidFileError } from '../core/errors.ts';
import type { ResultFile } from '../core/result-file.ts';
import { parseResultFile } from './parse.ts';
import { resultText } from './result-store.ts';
import { sampleResultFile } from './testing/sample-result.ts';

let file: ResultFile;
beforeAll(async () => {
  file = await sampleResultFile();
});

const GONE = Symbol('no such field');

/** The error of parsing the sample after one field was set to something else. */
function faultAfter(path: readonly (string | number)[], value: unknown): InvalidFileError {
  const json: unknown = JSON.parse(resultText(file));
  const owner = path.slice(0, -1).reduce((node, key) => (node as Record<string, unknown>)[key], json);
  const fields = owner as Record<string | number, unknown>;
  if (value === GONE) delete fields[path.at(-1)!];
  else fields[path.at(-1)!] = value;
  return faultOf(JSON.stringify(json));
}

function faultOf(text: string): InvalidFileError {
  try {
    parseResultFile(text, 'r.json');
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidFileError);
    expect((error as InvalidFileError).exitCode).toBe(EXIT.invalidFile);
    expect((error as Error).message).not.toContain('\n');
    return error as InvalidFileError;
  }
  throw new Error('the text was accepted');
}

describe('parseResultFile', () => {
  it('gives back what was written', () => {
    const text = resultText(file);
    expect(parseResultFile(text, 'r.json')).toEqual(file);
    expect(resultText(parseResultFile(text, 'r.json'))).toBe(text);
  });

  it('names line and column of broken JSON', () => {
    expect(faultOf('{"schemaVersion": 1,\n  oops}').message).toBe(
      'r.json, line 2, column 3: not JSON: expected a name in double quotes, found "oops}"',
    );
    expect(faultOf('').message).toBe(
      'r.json, line 1, column 1: not JSON: expected a value, found the end of the file',
    );
  });

  it.each([
    ['[]', 'expected a result file (an object), found a list of 0'],
    ['"x"', 'expected a result file (an object), found "x"'],
    ['null', 'expected a result file (an object), found null'],
    ['{}', 'schemaVersion: expected 1, found nothing; not a result file of Ridgepoint'],
    [
      '{"schemaVersion":2}',
      'schemaVersion: expected 1, found 2; a newer Ridgepoint wrote it: update this one',
    ],
    ['{"schemaVersion":0}', 'schemaVersion: expected 1, found 0; not a result file of Ridgepoint'],
    ['{"schemaVersion":"1"}', 'schemaVersion: expected 1, found "1"; not a result file of Ridgepoint'],
  ])('says of %s what it is not', (text, message) => {
    expect(faultOf(text).message).toContain(message);
  });

  it.each([
    ['a missing field', ['summary', 'medianNs'], GONE, 'summary.medianNs: expected number, found nothing'],
    ['a wrong type', ['samples', 3, 'totalNs'], '12', 'samples[3].totalNs: expected number, found "12"'],
    ['null for a number', ['work', 'usefulFlops'], null, 'work.usefulFlops: expected number, found null'],
    ['an unknown status', ['status'], 'fine', 'status: expected "ok" or "skipped" or "failed", found "fine"'],
    ['an unknown word', ['cache'], 'cold', 'cache: expected "stream" or "hot", found "cold"'],
    ['a negative time', ['samples', 0, 'totalNs'], -1, 'samples[0].totalNs: expected at least 0, found -1'],
    ['half a dispatch', ['samples', 0, 'dispatches'], 0.5, 'samples[0].dispatches: expected int, found 0.5'],
    ['a hash of other length', ['sha256'], 'abc', 'sha256: expected text like /^[0-9a-f]{64}$/, found "abc"'],
    ['a list', ['problemSpec', 'params', 'm'], [1], 'm: expected a number or a text, found a list of 1'],
    ['a timing without samples', ['samples'], [], 'samples: expected at least 1 item, found a list of 0'],
    ['a long text', ['address'], 'x'.repeat(10_001), 'expected at most 10000 characters, found 10001'],
  ])('names the field of %s', (_, path, value, message) => {
    const fault = faultAfter(['records', 1, ...path], value);
    expect(fault.place?.startsWith(`records[1].${path[0]}`)).toBe(true);
    expect(fault.message).toContain(message);
  });

  it('names an unknown field', () => {
    expect(faultAfter(['records', 1, 'extra'], 1).message).toBe(
      'r.json, records[1]: unknown field "extra"; expected only the fields of schema 1',
    );
  });

  it('refuses numbers beyond the largest double', () => {
    const text = resultText(file).replace('"durationMs":58300', '"durationMs":1e999');
    expect(faultOf(text).message).toBe('r.json, session.durationMs: expected number, found Infinity');
  });

  it('refuses a second record of the same address', () => {
    const fault = faultAfter(['records', file.records.length], file.records[0]);
    expect(fault.message).toContain(
      `records[${file.records.length}].address: the same address as records[0]`,
    );
  });

  it.each(['records[1].tunables', 'records[1].problemSpec.params', 'thresholds', 'environment.limits'])(
    'refuses __proto__ in %s instead of dropping it',
    place => {
      const key = place.split('.').at(-1)!;
      const text = resultText(file).replaceAll(`"${key}":{`, `"${key}":{"__proto__":1,`);
      expect(faultOf(text.replaceAll('"__proto__":1,}', '"__proto__":1}')).message).toContain('"__proto__"');
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    },
  );

  it('refuses half a surrogate pair, which has no canonical JSON', () => {
    const fault = faultAfter(['verdict', 'sentence'], 'a\ud800b');
    expect(fault.place).toBe('verdict.sentence');
  });

  it('refuses deep nesting without running out of stack', () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    expect(faultOf(resultText(file).replace('"records":[', `"records":[${deep},`)).message).toContain(
      'nested deeper',
    );
  });

  it('reports one fault of a million quickly', () => {
    const started = performance.now();
    const rows = Array.from({ length: 300_000 }, () => '{"a":1,"b":2}').join(',');
    const fault = faultOf(resultText(file).replace('"records":[', `"records":[${rows},`));
    expect(fault.place).toBe('records');
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('keeps HTML in texts as text', () => {
    const html = '<img src=x onerror=alert(1)>';
    const json = JSON.parse(resultText(file));
    json.environment.label = html;
    expect(parseResultFile(JSON.stringify(json), 'r.json').environment.label).toBe(html);
  });
});
