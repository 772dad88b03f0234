import { InvalidFileError } from '../../core/errors.ts';
import type { Format } from '../../core/format.ts';
import { formatCase } from '../../core/record/address.ts';
import type { BenchRecord, Case, RecordBase, RecordKind } from '../../core/record/record.ts';
import { recordIdentity } from '../../core/record/record-identity.ts';
import { type ResultFile, SCHEMA_VERSION } from '../../core/record/result-file.ts';
import { fileHash, recordHash, sealFile, sealRecord, type UnsealedRecord } from '../hash.ts';
import { type RecordV1, recordV1Schema } from './record-schema.ts';
import { type ResultFileV1, resultFileV1Schema } from './schema.ts';

/** Of a file of version 1 and of one record in it. */
export const V1 = { file: resultFileV1Schema, record: recordV1Schema };

/**
 * A file of version 1 as one of version 2. Its hashes are checked first, since new ones are computed. What version 1 did
 * not say stays unknown: launchHash, the tunables at their defaults, the rules that judged. What it said by names alone
 * (a format's family, a kernel's kind) is read off them as its own programs did.
 * @throws InvalidFileError naming the record, or the file, that was changed after it was written
 */
export async function migrateV1(file: ResultFileV1, fileName: string): Promise<ResultFile> {
  await demandSeals(file, fileName);
  const { programVersion, records, sha256, schemaVersion, ...rest } = file;
  return sealFile({
    schemaVersion: SCHEMA_VERSION,
    programVersion,
    migratedFrom: { schemaVersion, sha256 },
    judgedBy: { programVersion, rulesHash: null },
    ...rest,
    records: await Promise.all(records.map(migrateRecord)),
  });
}

async function demandSeals(file: ResultFileV1, fileName: string): Promise<void> {
  for (const [index, record] of file.records.entries()) {
    if ((await recordHash(record)) === record.sha256) continue;
    const place = `records[${index}].sha256`;
    throw new InvalidFileError(fileName, place, 'the record was changed after it was written');
  }
  if ((await fileHash(file)) === file.sha256) return;
  const message = 'the file was changed after it was written, or records were added or removed';
  throw new InvalidFileError(fileName, 'sha256', message);
}

function migrateRecord(record: RecordV1): Promise<BenchRecord> {
  const { address, kernelId, problemSpec, memoryShare, cache, tunables, operation, format, ...rest } = record;
  const { sha256: _old, ...content } = rest;
  const known = { kernelId, problem: problemSpec, tunables, cache, memoryShare };
  const identity: Omit<RecordBase, 'sha256'> = recordIdentity({
    case: { ...known, clock: clockOf(known, address) },
    kind: kindOf(kernelId),
    operation,
    format: formatOf(format),
    launchHash: null,
    tunablesComplete: false,
    tuned: Object.keys(tunables),
  });
  // An address that its fields do not print stays, for validateResult to name.
  return sealRecord({ ...identity, address, ...content } as UnsealedRecord);
}

/** The clock was part of the address only: the one that the address is printed with. */
function clockOf(known: Omit<Case, 'clock'>, address: string): Case['clock'] {
  return formatCase({ ...known, clock: 'wall' }) === address ? 'wall' : 'gpu';
}

const VENDOR_LIBRARIES = ['cuda', 'cublas', 'cusparse'];

function kindOf(kernelId: string): RecordKind {
  const [room] = kernelId.split('/');
  if (room === 'host') return 'host';
  return VENDOR_LIBRARIES.includes(room!) ? 'vendor' : 'webgpu';
}

const FAMILIES: Readonly<Record<string, Format['family']>> = { dense: 'dense', csr: 'csr', words: 'probe' };

/** "csr-f32": a family, and the type of its values; the words of probes had none. */
function formatOf(id: string): Pick<Format, 'id' | 'family'> & { valueType: string } {
  const [family, valueType = 'u32'] = id.split('-');
  return { id, family: FAMILIES[family!] ?? 'sparse-other', valueType };
}
