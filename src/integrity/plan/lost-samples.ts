import type { ResultFile } from '../../core/record/result-file.ts';

/** In the reason of a case that was prepared, and of which no round was kept. */
const NEVER_TIMED = 'stopped before it was timed';

/** Whether a run took samples that its file does not hold: of cases that failed later, or were broken off. */
export function mayHaveLostSamples({ records, session }: ResultFile): boolean {
  return (
    session.ended === 'interrupted' ||
    session.ended === 'device-lost' ||
    (session.failedAgain ?? 0) > 0 ||
    records.some(
      record => record.status === 'failed' || (record.status === 'skipped' && record.reason === NEVER_TIMED),
    )
  );
}
