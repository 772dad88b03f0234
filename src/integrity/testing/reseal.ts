import { validationTools } from '../../app/integrity.ts';
import type { BenchRecord } from '../../core/record/record.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { sealFile, sealRecord } from '../../store/hash.ts';

/**
 * Summaries and hashes as an able forger computes them; the conclusions are still those of the honest file. Records that
 * are as they were keep what they had: computing all of them anew would take most of the time.
 */
export async function resealedRecords(file: ResultFile, honest: ResultFile): Promise<ResultFile> {
  const unchanged = textsOf(honest);
  const records = await Promise.all(
    file.records.map(record => unchanged.get(JSON.stringify(record)) ?? withHash(withSummary(record))),
  );
  const { sha256: _, ...whole } = { ...file, records };
  return sealFile(whole);
}

const texts = new WeakMap<ResultFile, ReadonlyMap<string, BenchRecord>>();

function textsOf(file: ResultFile): ReadonlyMap<string, BenchRecord> {
  const known = texts.get(file) ?? new Map(file.records.map(record => [JSON.stringify(record), record]));
  texts.set(file, known);
  return known;
}

/** The same with conclusions: all that follows from the records is computed anew. */
export async function resealed(file: ResultFile, honest: ResultFile): Promise<ResultFile> {
  const { records } = await resealedRecords(file, honest);
  const { sha256: _, ...whole } = {
    ...file,
    records,
    ...validationTools.analyse({ ...file, records }),
    judgedBy: { ...file.judgedBy, rulesHash: validationTools.rulesHash },
    thresholds: validationTools.thresholds,
  };
  return sealFile(whole);
}

function withSummary(record: BenchRecord): BenchRecord {
  return record.status === 'ok' && record.samples.length > 0
    ? { ...record, summary: validationTools.summarize(record) }
    : record;
}

function withHash({ sha256: _, ...record }: BenchRecord): Promise<BenchRecord> {
  return sealRecord(record as BenchRecord);
}
