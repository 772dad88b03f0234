import { createRandom, hashText, type Random } from '../../core/random.ts';
import type { OkRecord } from '../../core/record/record.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import type { Sample } from '../../core/record/sample.ts';

type Mutable<T> = T extends readonly (infer E)[]
  ? Mutable<E>[]
  : T extends object
    ? { -readonly [K in keyof T]: Mutable<T[K]> }
    : T;

/** A result file that is being forged. */
export type Draft = Mutable<ResultFile>;
export type DraftRecord = Mutable<OkRecord>;
export type DraftSample = Mutable<Sample>;

/** One way to make a file say what no run said. */
export interface Forgery {
  /** "times/overlapping". */
  readonly id: string;
  /** Why such a file may pass: what the file alone cannot tell. Absent: every one of them is noticed. */
  readonly passes?: string;
  /** Changes the draft. @returns false where the file has nothing to change in this way */
  forge(draft: Draft, random: Random): boolean;
}

/** Another file by a forgery, its own for every seed; null where there is nothing to forge. Summaries and hashes are stale: see resealed. */
export function forged(file: ResultFile, forgery: Forgery, seed: number): ResultFile | null {
  const draft = structuredClone(file) as Draft;
  const isChanged = forgery.forge(draft, createRandom(seed + 1, hashText(forgery.id)));
  return isChanged ? (draft as ResultFile) : null;
}

export function okRecords(draft: Draft): DraftRecord[] {
  return draft.records.filter(record => record.status === 'ok') as DraftRecord[];
}

/** Those that WebGPU timed, in the order of their batches. */
export function timedRecords(draft: Draft): DraftRecord[] {
  return okRecords(draft).filter(({ sampleOrder, kind }) => sampleOrder === 'measured' && kind === 'webgpu');
}

export function pickOne<T>(random: Random, items: readonly T[]): T | undefined {
  return items[random.below(Math.max(1, items.length))];
}

/** @returns a factor between the two, evenly in its logarithm */
export function factorBetween(random: Random, low: number, high: number): number {
  return low * Math.exp(random.unit() * Math.log(high / low));
}
