import { describe, expect, it } from 'vitest';
import { okRecord } from '../analysis/testing/records.ts';
import { canonicalJson, fileHash, recordHash, sealRecord, textHash } from './hash.ts';
import { sampleResultFile } from './testing/sample-result.ts';

describe('recordHash', () => {
  it('depends on the content, not on the order of the fields', async () => {
    const record = okRecord();
    const reversed = Object.fromEntries(Object.entries(record).reverse()) as unknown as typeof record;
    expect(await recordHash(reversed)).toBe(await recordHash(record));
  });

  it("leaves the record's own hash out, so that a sealed record hashes to what it says", async () => {
    const sealed = await sealRecord(okRecord());
    expect(sealed.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(await recordHash(sealed)).toBe(sealed.sha256);
  });

  it('survives a round trip through JSON', async () => {
    const sealed = await sealRecord(okRecord());
    expect(await recordHash(JSON.parse(JSON.stringify(sealed)))).toBe(sealed.sha256);
  });

  it('changes with any sample', async () => {
    const record = okRecord();
    const samples = record.samples.with(7, {
      ...record.samples[7]!,
      totalNs: record.samples[7]!.totalNs + 1,
    });
    expect(await recordHash({ ...record, samples })).not.toBe(await recordHash(record));
  });
});

describe('fileHash', () => {
  it('of a sealed file is what it says, after a round trip through JSON too', async () => {
    const file = await sampleResultFile();
    expect(await fileHash(JSON.parse(JSON.stringify(file)))).toBe(file.sha256);
  });

  it('knows a record by its hash alone', async () => {
    const file = await sampleResultFile();
    const records = file.records.map(({ sha256 }) => ({ ...okRecord(), sha256 }));
    expect(await fileHash({ ...file, records })).toBe(file.sha256);
  });
});

describe('textHash', () => {
  it('is the start of the SHA-256: FIPS 180-4 gives ba7816bf 8f01cfea … for "abc"', async () => {
    expect(await textHash('abc')).toBe('ba7816bf8f01cfea');
  });
});

describe('canonicalJson', () => {
  it('sorts names and prints numbers as ECMAScript does', () => {
    expect(canonicalJson({ b: 1e21, a: [0.1, -0, 'é'] })).toBe('{"a":[0.1,0,"é"],"b":1e+21}');
  });

  it('refuses what JSON cannot hold', () => {
    expect(() => canonicalJson({ a: Number.NaN })).toThrow();
    expect(() => canonicalJson(undefined)).toThrow();
  });
});
