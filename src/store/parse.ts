import { InvalidFileError } from '../core/errors.ts';
import { type ResultFile, SCHEMA_VERSION } from '../core/record/result-file.ts';
import { formatMemory } from '../core/units.ts';
import { describeValue, formatFieldPath } from './field-path.ts';
import { parseJson } from './json-syntax.ts';
import { recordSchema, sampleSchema } from './record-schema.ts';
import { resultFileSchema } from './schema.ts';
import { CAPS } from './schema-basics.ts';
import { schemaFault } from './schema-fault.ts';
import type { recordV1Schema } from './v1/record-schema.ts';
import type { ResultFileV1, resultFileV1Schema } from './v1/schema.ts';

/** Longest text that is read, in UTF-16 units: engines end at about twice this. */
export const MAX_TEXT_LENGTH = 256 * 1024 * 1024;

/** Deeper than any field of the schema. */
const MAX_DEPTH = 12;

/**
 * Reads a result file and checks its form; what follows from the samples is checked by validateResult. A file of version
 * 1 is checked against its own hashes and then migrated.
 * @throws InvalidFileError naming file, line or field, what is there and what was expected
 */
export async function parseResultFile(text: string, fileName: string): Promise<ResultFile> {
  if (text.length > MAX_TEXT_LENGTH) {
    const size = formatMemory(text.length);
    throw new InvalidFileError(
      fileName,
      null,
      `${size} of text; at most ${formatMemory(MAX_TEXT_LENGTH)} is read`,
    );
  }
  const raw = parseJson(text, fileName);
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    throw new InvalidFileError(
      fileName,
      null,
      `expected a result file (an object), found ${describeValue(raw)}`,
    );
  }
  const version = versionOf(raw, fileName);
  refuseOddities(raw, fileName);
  const fields = raw as Record<string, unknown>;
  if (version === SCHEMA_VERSION) return readFields(fields, V2, fileName) as ResultFile;
  // Few files are that old: a page loads what reads them when it meets one.
  const { V1, migrateV1 } = await import('./v1/migrate.ts');
  return migrateV1(readFields(fields, V1, fileName) as ResultFileV1, fileName);
}

/** Of the file and of one record in it. */
interface Schemas {
  readonly file: typeof resultFileSchema | typeof resultFileV1Schema;
  readonly record: typeof recordSchema | typeof recordV1Schema;
}

const V2: Schemas = { file: resultFileSchema, record: recordSchema };

function versionOf(raw: object, fileName: string): 1 | typeof SCHEMA_VERSION {
  const version: unknown = Object.hasOwn(raw, 'schemaVersion')
    ? (raw as { schemaVersion: unknown }).schemaVersion
    : undefined;
  if (version === 1 || version === SCHEMA_VERSION) return version;
  const advice =
    typeof version === 'number' && version > SCHEMA_VERSION
      ? '; a newer Ridgepoint wrote it: update this one'
      : '; not a result file of Ridgepoint';
  throw new InvalidFileError(
    fileName,
    'schemaVersion',
    `expected 1 or ${SCHEMA_VERSION}, found ${describeValue(version)}${advice}`,
  );
}

/** What the schema would drop in silence or what no record can be hashed with. Iterative: nesting costs no stack. */
function refuseOddities(root: object, fileName: string): void {
  const pending: { value: object; path: PropertyKey[] }[] = [{ value: root, path: [] }];
  for (let item = pending.pop(); item !== undefined; item = pending.pop()) {
    const { value, path } = item;
    if (path.length > MAX_DEPTH) {
      throw new InvalidFileError(fileName, formatFieldPath(path), `nested deeper than ${MAX_DEPTH} levels`);
    }
    const isList = Array.isArray(value);
    if (isList) refuseTooLong(value, path, fileName);
    for (const [key, child] of Object.entries(value)) {
      if (key === '__proto__' || LONE_SURROGATE.test(key)) {
        const place = path.length === 0 ? null : formatFieldPath(path);
        throw new InvalidFileError(fileName, place, `no field may be called ${describeValue(key)}`);
      }
      const childPath = (): PropertyKey[] => [...path, isList ? Number(key) : key];
      if (typeof child === 'object' && child !== null) pending.push({ value: child, path: childPath() });
      else if (typeof child === 'number' && !Number.isFinite(child)) {
        throw new InvalidFileError(fileName, formatFieldPath(childPath()), `expected number, found ${child}`);
      } else if (typeof child === 'string' && LONE_SURROGATE.test(child)) {
        throw new InvalidFileError(
          fileName,
          formatFieldPath(childPath()),
          'not Unicode: half a surrogate pair',
        );
      }
    }
  }
}

/** A schema looks at all items of a list before it counts them. */
function refuseTooLong(list: readonly unknown[], path: readonly PropertyKey[], fileName: string): void {
  const isOfSamples = path.length === 3 && path[0] === 'records' && SAMPLES.has(path[2]!);
  const most = isOfSamples ? CAPS.samplesPerRecord : CAPS.listItems;
  if (list.length <= most) return;
  const message = `expected at most ${most}, found ${describeValue(list)}`;
  throw new InvalidFileError(fileName, formatFieldPath(path), message);
}

const SAMPLES: ReadonlySet<PropertyKey> = new Set(['samples', 'discardedSamples']);

const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Records one at a time, and many samples as well, so that a file of a million faults costs no more than its first. The schema neither adds nor
 * changes anything: what passes is returned as it stands, its fields in the order of the file.
 */
function readFields(
  raw: Record<string, unknown>,
  schemas: Schemas,
  fileName: string,
): ResultFile | ResultFileV1 {
  const { records } = raw;
  if (!Array.isArray(records) || records.length > CAPS.records) {
    const expected = `expected a list of at most ${CAPS.records}, found ${describeValue(records)}`;
    throw new InvalidFileError(fileName, 'records', expected);
  }
  const head = schemas.file.safeParse({ ...raw, records: [] });
  if (!head.success) throw schemaFault(head.error, raw, [], fileName);

  const placeOf = new Map<string, number>();
  for (const [index, record] of records.entries()) {
    refuseSamples(record, raw, index, fileName);
    const parsed = schemas.record.safeParse(record);
    if (!parsed.success) throw schemaFault(parsed.error, raw, ['records', index], fileName);
    const { address } = parsed.data;
    const earlier = placeOf.get(address);
    if (earlier !== undefined) {
      const message = `the same address as records[${earlier}]: ${describeValue(address)}`;
      throw new InvalidFileError(fileName, `records[${index}].address`, message);
    }
    placeOf.set(address, index);
  }
  return raw as unknown as ResultFile | ResultFileV1;
}

/** More than a run has of a case as a rule: few enough for the record's own schema to name all that is wrong with them. */
const MANY_SAMPLES = 1000;

/** Stops at the first fault, where the record's own schema would list all of them. */
function refuseSamples(record: unknown, raw: unknown, index: number, fileName: string): void {
  if (typeof record !== 'object' || record === null) return;
  for (const [key, list] of Object.entries(record)) {
    if (!SAMPLES.has(key) || !Array.isArray(list) || list.length <= MANY_SAMPLES) continue;
    for (const [place, sample] of list.entries()) {
      const parsed = sampleSchema.safeParse(sample);
      if (!parsed.success) throw schemaFault(parsed.error, raw, ['records', index, key, place], fileName);
    }
  }
}
