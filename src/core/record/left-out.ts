import type { BenchRecord } from './record.ts';

/** Files of before skips had a cause said it in words alone: these were the sentences of the programs that wrote them. */
const SENTENCES_BEFORE_CAUSES = [
  /^the time budget of .+ was used up before it$/,
  /^the time of its section was used up before it was prepared$/,
];

/** Whether a case was skipped because there was no time for it. */
export function skippedForTime(record: BenchRecord): boolean {
  if (record.status !== 'skipped') return false;
  const { cause, reason } = record;
  if (cause !== undefined) return cause === 'time';
  return SENTENCES_BEFORE_CAUSES.some(sentence => sentence.test(reason));
}

/** How many cases there was no time for. */
export function leftOutForTime(records: readonly BenchRecord[]): number {
  return records.filter(skippedForTime).length;
}
