import { skipCause } from '../../core/record/left-out.ts';
import type { ResultFile } from '../../core/record/result-file.ts';

/** Whether a run took samples that its file does not hold: of cases that failed later, or were broken off. */
export function mayHaveLostSamples({ records, session }: ResultFile): boolean {
  return (
    session.ended === 'interrupted' ||
    session.ended === 'device-lost' ||
    (session.failedAgain ?? 0) > 0 ||
    records.some(
      record =>
        record.status === 'failed' || (record.status === 'skipped' && skipCause(record) === 'stopped'),
    )
  );
}
