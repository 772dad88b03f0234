import type { OkRecord } from '../../core/record/record.ts';
import { dilutionOf } from '../evidence/dilution-ratio.ts';
import { fastest, isGemv, plainRecords } from '../evidence/usable.ts';

/**
 * The case that the verdict is about: of the streamed dense GEMVs the largest by compulsory bytes, and of that size the
 * fastest. Cases that were also diluted come first, since only they can be judged by E6. Null where there is none.
 */
export function judgedCase(records: readonly OkRecord[]): OkRecord | null {
  const streamed = plainRecords(records).filter(record => isGemv(record) && record.case.cache === 'stream');
  const diluted = streamed.filter(record => dilutionOf(record, records, 0.5) !== null);
  const candidates = diluted.length > 0 ? diluted : streamed;
  const largest = candidates.reduce((bytes, record) => Math.max(bytes, record.work.compulsoryBytes), 0);
  return fastest(candidates.filter(record => record.work.compulsoryBytes === largest));
}
