import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { resultFileSchema, resultJsonSchema } from './schema.ts';
import { sampleResultFile } from './testing/sample-result.ts';
import { resultV1JsonSchema } from './v1/schema.ts';

describe('resultFileSchema', () => {
  it('accepts a whole run', async () => {
    expect(resultFileSchema.safeParse(await sampleResultFile()).error).toBeUndefined();
  });

  it('accepts an operation that this program does not have', async () => {
    const file = await sampleResultFile();
    const records = file.records.map(record => ({ ...record, operation: 'spmspv' }));
    expect(resultFileSchema.safeParse({ ...file, records }).error).toBeUndefined();
  });
});

describe('the published JSON Schema', () => {
  it.each([
    [
      'of version 2 is the one the program reads by (refresh: npm run -s ridgepoint -- schema > results/ridgepoint-result.v2.schema.json)',
      'v2',
      resultJsonSchema,
    ],
    ['of version 1 never changes', 'v1', resultV1JsonSchema],
  ])('%s', async (_, version, schema) => {
    const url = new URL(`../../results/ridgepoint-result.${version}.schema.json`, import.meta.url);
    expect(JSON.parse(await readFile(url, 'utf8'))).toEqual(schema());
  });

  it('of version 2 forbids no field that it does not name', () => {
    expect(JSON.stringify(resultJsonSchema())).not.toContain('"additionalProperties":false');
  });
});
