import { analyze } from '../../analysis/analyze.ts';
import { DEVICES, type SyntheticRunOptions } from '../../analysis/testing/records.ts';
import { syntheticResultFile } from '../../analysis/testing/result-file.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { sealFile, sealRecord } from '../../store/hash.ts';

/** A synthetic result file whose hashes are right as well. */
export async function sealedResultFile(options: SyntheticRunOptions = {}): Promise<ResultFile> {
  const file = syntheticResultFile({ device: DEVICES.bandwidthBound, rounds: 10, ...options });
  const records = await Promise.all(file.records.map(record => sealRecord(record)));
  return sealFile({ ...file, records });
}

/** The same of every fourth record, for who keeps, lists and opens files: quicker to read and to show. */
export async function smallResultFile(): Promise<ResultFile> {
  const file = await sealedResultFile({ rounds: 2 });
  const records = file.records.filter((_, index) => index % 4 === 0);
  return sealFile({ ...file, records, ...analyze(records, file.environment) });
}

/** As the page's file picker takes it. */
export function asUpload(content: unknown, name = 'result.json') {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  return { name, mimeType: 'application/json', buffer: Buffer.from(text) };
}
