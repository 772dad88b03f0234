import type { BenchRecord, SkipCause, SkippedRecord } from './record.ts';

/** "the time budget of 2 min 7 s was used up before it" */
export const BUDGET_USED = /^the time budget of (.+) was used up before it$/;
/** "the device has no shader-f16, subgroups" */
export const NO_FEATURE = /^the device has no (.+)$/;

/**
 * The sentences of the programs that write result files, each with its cause. Files of before skips had a cause say it in
 * these words alone.
 */
const SENTENCES: readonly (readonly [cause: SkipCause, sentence: RegExp])[] = [
  ['time', BUDGET_USED],
  ['time', /^the time of its section was used up before it was prepared$/],
  ['device-lost', /^the device was lost /],
  ['feature', NO_FEATURE],
  ['stopped', /^stopped before it was timed$/],
];

/** What kind of reason a case was skipped for; null in files of before there were causes, where the sentence tells none. */
export function skipCause({ cause, reason }: Pick<SkippedRecord, 'cause' | 'reason'>): SkipCause | null {
  return cause ?? causeInWords(reason);
}

/** The cause that a sentence has whenever these programs write it; null where it may have several. */
export function causeInWords(reason: string): SkipCause | null {
  return SENTENCES.find(([, sentence]) => sentence.test(reason))?.[0] ?? null;
}

/** Whether a case was skipped because there was no time for it. */
export function skippedForTime(record: BenchRecord): boolean {
  return record.status === 'skipped' && skipCause(record) === 'time';
}

/** How many cases there was no time for. */
export function leftOutForTime(records: readonly BenchRecord[]): number {
  return records.filter(skippedForTime).length;
}
