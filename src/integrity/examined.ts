import type { OkRecord } from '../core/record/record.ts';
import type { ResultFile } from '../core/record/result-file.ts';

/** A record with its field path. */
export interface Placed<T> {
  /** `records[12]`. */
  readonly where: string;
  readonly record: T;
}

/** A result file as relations look at it. What several of them need is found out once. */
export interface Examined {
  readonly file: ResultFile;
  /** Records with samples, in the order of the file. */
  readonly ok: readonly Placed<OkRecord>[];
  /** The reader's clock, ms since 1970. */
  readonly nowMs: number;
}

export function examined(file: ResultFile, nowMs: number): Examined {
  const ok = file.records.flatMap((record, index) =>
    record.status === 'ok' ? [{ where: `records[${index}]`, record }] : [],
  );
  return { file, ok, nowMs };
}
