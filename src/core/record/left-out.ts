import type { BenchRecord } from './record.ts';

/** In the reason of every case that was skipped for time. */
export const USED_UP = 'was used up before it';

/** How many cases there was no time for. */
export function leftOutForTime(records: readonly BenchRecord[]): number {
  return records.filter(record => record.status === 'skipped' && record.reason.includes(USED_UP)).length;
}
