import { isSimulated } from '../core/environment.ts';
import type { OkRecord } from '../core/record/record.ts';
import type { ResultFile } from '../core/record/result-file.ts';
import type { Sample } from '../core/record/sample.ts';
import type { Relaunched } from './relaunch/relaunch.ts';
import type { Replanned } from './relaunch/replan.ts';

/** A record with its field path. */
export interface Placed<T> {
  /** `records[12]`. */
  readonly where: string;
  readonly record: T;
}

/** A batch with its field path and its record. */
export interface Batch extends Placed<OkRecord> {
  readonly sample: Sample;
  /** False in a round that was discarded. */
  readonly isKept: boolean;
}

/** A result file as relations look at it. What several of them need is found out once. */
export interface Examined {
  readonly file: ResultFile;
  /** Records with samples, in the order of the file. */
  readonly ok: readonly Placed<OkRecord>[];
  /** Whatever was sampled in measured order, by index. */
  readonly batches: readonly Batch[];
  /** What this program would have launched; absent where another program made the file, or it cannot be asked for. */
  readonly relaunched: ReadonlyMap<OkRecord, Relaunched>;
  /** What its suite plans; null where another program made the file, or this one does not have the suite. */
  readonly replanned: Replanned | null;
  /** Whether a program with the same kernels, suites and sessions says that it made the file. */
  readonly isOurs: boolean;
  readonly isSimulated: boolean;
  /** The reader's clock, ms since 1970. */
  readonly nowMs: number;
}

/** What is known beside the file itself. */
export interface Surroundings extends Pick<Examined, 'nowMs' | 'relaunched' | 'replanned' | 'isOurs'> {}

export function examined(file: ResultFile, surroundings: Surroundings): Examined {
  const ok = okRecordsOf(file);
  const batches = ok.filter(({ record }) => record.sampleOrder === 'measured').flatMap(batchesOf);
  return {
    file,
    ok,
    batches: batches.sort((a, b) => a.sample.index - b.sample.index),
    isSimulated: isSimulated(file.environment.adapter),
    ...surroundings,
  };
}

export function okRecordsOf({ records }: ResultFile): readonly Placed<OkRecord>[] {
  return records.flatMap((record, index) =>
    record.status === 'ok' ? [{ where: `records[${index}]`, record }] : [],
  );
}

function batchesOf({ where, record }: Placed<OkRecord>): readonly Batch[] {
  const from = (part: 'samples' | 'discardedSamples') =>
    record[part].map((sample, index) => ({
      where: `${where}.${part}[${index}]`,
      record,
      sample,
      isKept: part === 'samples',
    }));
  return [...from('samples'), ...from('discardedSamples')];
}
