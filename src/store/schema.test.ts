import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { resultFileSchema, resultJsonSchema } from './schema.ts';
import { sampleResultFile } from './testing/sample-result.ts';

describe('resultFileSchema', () => {
  it('accepts a whole run', async () => {
    expect(resultFileSchema.safeParse(await sampleResultFile()).error).toBeUndefined();
  });
});

describe('the published JSON Schema', () => {
  it('is the one the program reads by (refresh: npm run -s ridgepoint -- schema > results/ridgepoint-result.v1.schema.json)', async () => {
    const url = new URL('../../results/ridgepoint-result.v1.schema.json', import.meta.url);
    expect(JSON.parse(await readFile(url, 'utf8'))).toEqual(resultJsonSchema());
  });
});
