import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { InvalidFileError } from '../../core/errors.ts';
import { fileHash, recordHash } from '../hash.ts';
import { parseResultFile } from '../parse.ts';
import { SAMPLE_TOOLS } from '../testing/sample-result.ts';
import { validateResult } from '../validate.ts';
import type { ResultFileV1 } from './schema.ts';

const golden = (version: string) =>
  readFile(new URL(`testing/small.${version}.json`, import.meta.url), 'utf8');

let text: string;
let old: ResultFileV1;
beforeAll(async () => {
  text = await golden('v1');
  old = JSON.parse(text);
});

const migrated = (file: unknown) => parseResultFile(JSON.stringify(file), 'old.json');

describe('a file of version 1', () => {
  it('is read as exactly this file of version 2', async () => {
    expect(await migrated(old)).toEqual(JSON.parse(await golden('v2')));
  });

  it('is sealed again, names its old hash, and is valid', async () => {
    const file = await migrated(old);
    expect(file.migratedFrom).toEqual({ schemaVersion: 1, sha256: old.sha256 });
    expect(await validateResult(file, SAMPLE_TOOLS)).toEqual([]);
  });

  it('is not guessed about: launch, rules and the tunables at their defaults stay unknown', async () => {
    const file = await migrated(old);
    expect(file.judgedBy).toEqual({ programVersion: old.programVersion, rulesHash: null });
    expect(file.records.every(record => record.launchHash === null && !record.tunablesComplete)).toBe(true);
    expect(file.records.map(record => record.case.tunables)).toEqual(
      old.records.map(({ tunables }) => tunables),
    );
  });

  it('finds the clock that stood in the address only', async () => {
    const { records } = await migrated(old);
    expect(records.map(record => record.case.clock)).toEqual(
      old.records.map(({ address }) => (address.includes('clock=wall') ? 'wall' : 'gpu')),
    );
    expect(new Set(records.map(record => record.case.clock))).toEqual(new Set(['gpu', 'wall']));
  });

  it('that was changed is refused, naming the record', async () => {
    const [first, ...others] = old.records;
    const changed = { ...old, records: [{ ...first!, memoryShare: 0.75 }, ...others] };
    await expect(migrated(changed)).rejects.toThrow(
      new InvalidFileError('old.json', 'records[0].sha256', 'the record was changed after it was written'),
    );
  });

  it.each([
    [
      'whose session was changed',
      (file: ResultFileV1) => ({ ...file, session: { ...file.session, seed: 9 } }),
    ],
    ['that lost a record', (file: ResultFileV1) => ({ ...file, records: file.records.slice(1) })],
  ])('%s is refused', async (_, change) => {
    await expect(migrated(change(old))).rejects.toMatchObject({ place: 'sha256' });
  });

  it('keeps an address that its fields do not print, for validation to name', async () => {
    const { sha256: _old, ...first } = { ...old.records[0]!, memoryShare: 0.25 };
    const records = [{ ...first, sha256: await recordHash(first) }, ...old.records.slice(1)];
    const resealed = { ...old, records };
    const file = await migrated({ ...resealed, sha256: await fileHash(resealed) });
    expect((await validateResult(file, SAMPLE_TOOLS)).map(({ place }) => place)).toEqual([
      'records[0].address',
    ]);
  });

  it('knows no field that version 1 had not', async () => {
    await expect(migrated({ ...old, later: 1 })).rejects.toThrow('unknown field "later"');
  });
});
