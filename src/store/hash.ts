import canonicalize from 'canonicalize';
import type { BenchRecord } from '../core/record/record.ts';
import type { ResultFile } from '../core/record/result-file.ts';

type WithoutHash<T> = T extends unknown ? Omit<T, 'sha256'> : never;

/** A record before it is sealed. */
export type UnsealedRecord = WithoutHash<BenchRecord>;

/**
 * SHA-256 of the canonical JSON (RFC 8785) of a record without its own `sha256`, as 64 hex digits.
 * @throws Error for values that JSON cannot hold (NaN, infinities, lone surrogates)
 */
export async function recordHash(record: object): Promise<string> {
  const { sha256: _own, ...content } = record as { sha256?: string };
  return sha256(canonicalJson(content));
}

/** The record with its hash: integrity, not authenticity. */
export async function sealRecord(record: UnsealedRecord): Promise<BenchRecord> {
  return { ...record, sha256: await recordHash(record) } as BenchRecord;
}

/** A result file before it is sealed; its records are sealed already. */
export type UnsealedFile = Omit<ResultFile, 'sha256'>;

/** SHA-256 of the canonical JSON of a result file without its own `sha256`, each record standing as its hash. */
export async function fileHash(file: {
  readonly records: readonly { readonly sha256: string }[];
}): Promise<string> {
  const { sha256: _own, ...content } = file as typeof file & { sha256?: string };
  return sha256(canonicalJson({ ...content, records: content.records.map(record => record.sha256) }));
}

/** The file with its hash: what no record holds cannot be changed, and no record added or taken away, unnoticed. */
export async function sealFile(file: UnsealedFile): Promise<ResultFile> {
  return { ...file, sha256: await fileHash(file) };
}

/** First 16 hex digits of the SHA-256 of a text: shader, plan. */
export async function textHash(text: string): Promise<string> {
  return (await sha256(text)).slice(0, 16);
}

export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('undefined has no JSON');
  return text;
}

async function sha256(text: string): Promise<string> {
  const digest = await globalThis.crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), byte => byte.toString(16).padStart(2, '0')).join('');
}
