import { beforeAll, describe, expect, it } from 'vitest';
import { EXIT, InvalidFileError } from '../core/errors.ts';
import type { ResultFile } from '../core/record/result-file.ts';
import { parseResultFile } from './parse.ts';
import { resultText } from './result-store.ts';
import { sampleResultFile } from './testing/sample-result.ts';

let file: ResultFile;
beforeAll(async () => {
  file = await sampleResultFile();
});

const GONE = Symbol('no such field');

/** The error of parsing the sample after one field was set to something else. */
function faultAfter(path: readonly (string | number)[], value: unknown): Promise<InvalidFileError> {
  const json: unknown = JSON.parse(resultText(file));
  const owner = path.slice(0, -1).reduce((node, key) => (node as Record<string, unknown>)[key], json);
  const fields = owner as Record<string | number, unknown>;
  if (value === GONE) delete fields[path.at(-1)!];
  else fields[path.at(-1)!] = value;
  return faultOf(JSON.stringify(json));
}

async function faultOf(text: string): Promise<InvalidFileError> {
  try {
    await parseResultFile(text, 'r.json');
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidFileError);
    expect((error as InvalidFileError).exitCode).toBe(EXIT.invalidFile);
    expect((error as Error).message).not.toContain('\n');
    return error as InvalidFileError;
  }
  throw new Error('the text was accepted');
}

describe('parseResultFile', () => {
  it('names the first of a hundred thousand faults without looking for the others', async () => {
    const many = (count: number) => Array.from({ length: count }, () => ({}));
    expect((await faultAfter(['records', 0, 'samples'], many(100_000))).message).toBe(
      'r.json, records[0].samples[0].index: expected number, found nothing (and 5 more faults)',
    );
    expect((await faultAfter(['records', 0, 'samples'], many(100_001))).message).toBe(
      'r.json, records[0].samples: expected at most 100000, found a list of 100001',
    );
    expect((await faultAfter(['findings'], many(10_001))).message).toBe(
      'r.json, findings: expected at most 10000, found a list of 10001',
    );
  });

  it('gives back what was written', async () => {
    const text = resultText(file);
    expect(await parseResultFile(text, 'r.json')).toEqual(file);
    expect(resultText(await parseResultFile(text, 'r.json'))).toBe(text);
  });

  it('names line and column of broken JSON', async () => {
    expect((await faultOf('{"schemaVersion": 2,\n  oops}')).message).toBe(
      'r.json, line 2, column 3: not JSON: expected a name in double quotes, found "oops}"',
    );
    expect((await faultOf('')).message).toBe(
      'r.json, line 1, column 1: not JSON: expected a value, found the end of the file',
    );
  });

  it.each([
    ['[]', 'expected a result file (an object), found a list of 0'],
    ['"x"', 'expected a result file (an object), found "x"'],
    ['null', 'expected a result file (an object), found null'],
    ['{}', 'schemaVersion: expected 1 or 2, found nothing; not a result file of Ridgepoint'],
    [
      '{"schemaVersion":3}',
      'schemaVersion: expected 1 or 2, found 3; a newer Ridgepoint wrote it: update this one',
    ],
    ['{"schemaVersion":0}', 'schemaVersion: expected 1 or 2, found 0; not a result file of Ridgepoint'],
    ['{"schemaVersion":"1"}', 'schemaVersion: expected 1 or 2, found "1"; not a result file of Ridgepoint'],
  ])('says of %s what it is not', async (text, message) => {
    expect((await faultOf(text)).message).toContain(message);
  });

  it.each([
    ['a missing field', ['summary', 'medianNs'], GONE, 'summary.medianNs: expected number, found nothing'],
    ['a wrong type', ['samples', 3, 'totalNs'], '12', 'samples[3].totalNs: expected number, found "12"'],
    ['null for a number', ['work', 'usefulFlops'], null, 'work.usefulFlops: expected number, found null'],
    ['an unknown status', ['status'], 'fine', 'status: expected "ok" or "skipped" or "failed", found "fine"'],
    ['an unknown word', ['case', 'cache'], 'cold', 'cache: expected "stream" or "hot", found "cold"'],
    ['a negative time', ['samples', 0, 'totalNs'], -1, 'samples[0].totalNs: expected at least 0, found -1'],
    ['half a dispatch', ['samples', 0, 'dispatches'], 0.5, 'samples[0].dispatches: expected int, found 0.5'],
    ['a hash of other length', ['sha256'], 'abc', 'sha256: expected text like /^[0-9a-f]{64}$/, found "abc"'],
    ['a list', ['case', 'problem', 'params', 'm'], [1], 'm: expected a number or a text, found a list of 1'],
    ['a timing without samples', ['samples'], [], 'samples: expected at least 1 item, found a list of 0'],
    ['a long text', ['address'], 'x'.repeat(10_001), 'expected at most 10000 characters, found 10001'],
  ])('names the field of %s', async (_, path, value, message) => {
    const fault = await faultAfter(['records', 1, ...path], value);
    expect(fault.place?.startsWith(`records[1].${path[0]}`)).toBe(true);
    expect(fault.message).toContain(message);
  });

  it('lets unknown fields through, as programs of later will write them, and keeps them', async () => {
    const json = JSON.parse(resultText(file));
    json.later = { count: 1 };
    json.records[1].later = [1];
    json.records[1].case.later = 'x';
    const text = `${JSON.stringify(json)}\n`;
    expect(resultText(await parseResultFile(text, 'r.json'))).toBe(text);
  });

  it('refuses numbers beyond the largest double', async () => {
    const text = resultText(file).replace('"durationMs":58300', '"durationMs":1e999');
    expect((await faultOf(text)).message).toBe('r.json, session.durationMs: expected number, found Infinity');
  });

  it('refuses a second record of the same address', async () => {
    const fault = await faultAfter(['records', file.records.length], file.records[0]);
    expect(fault.message).toContain(
      `records[${file.records.length}].address: the same address as records[0]`,
    );
  });

  it.each(['records[1].case.tunables', 'records[1].case.problem.params', 'thresholds', 'environment.limits'])(
    'refuses __proto__ in %s instead of dropping it',
    async place => {
      const key = place.split('.').at(-1)!;
      const text = resultText(file).replaceAll(`"${key}":{`, `"${key}":{"__proto__":1,`);
      expect((await faultOf(text.replaceAll('"__proto__":1,}', '"__proto__":1}'))).message).toContain(
        '"__proto__"',
      );
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    },
  );

  it('refuses half a surrogate pair, which has no canonical JSON', async () => {
    const fault = await faultAfter(['verdict', 'sentence'], 'a\ud800b');
    expect(fault.place).toBe('verdict.sentence');
  });

  it('refuses deep nesting without running out of stack', async () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    expect((await faultOf(resultText(file).replace('"records":[', `"records":[${deep},`))).message).toContain(
      'nested deeper',
    );
  });

  it('reports one fault of a million', async () => {
    const rows = Array.from({ length: 300_000 }, () => '{"a":1,"b":2}').join(',');
    const fault = await faultOf(resultText(file).replace('"records":[', `"records":[${rows},`));
    expect(fault.place).toBe('records');
  });

  it('keeps HTML in texts as text', async () => {
    const html = '<img src=x onerror=alert(1)>';
    const json = JSON.parse(resultText(file));
    json.environment.label = html;
    const { environment } = await parseResultFile(JSON.stringify(json), 'r.json');
    expect(environment.label).toBe(html);
  });
});
