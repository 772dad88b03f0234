import type { OkRecord } from '../core/record.ts';
import type { SummaryFlag } from '../core/sample.ts';

/** A remark that a row carries, as one letter where room is short. */
export interface Mark {
  readonly letter: string;
  readonly meaning: string;
}

const SUMMARY_MARKS: Readonly<Record<SummaryFlag, Mark>> = {
  unresolved: { letter: 'u', meaning: 'unresolved: under 20 clock steps, no number can be read off it' },
  drift: { letter: 'd', meaning: 'drift: first and last third differ by more than 10 %' },
  'heavy-tails': { letter: 't', meaning: 'heavy tails: over 5 % of the samples lie far out' },
  'few-samples': { letter: 'f', meaning: 'few samples: under 5' },
};

const CUT_SHORT: Mark = {
  letter: 'c',
  meaning: 'cut short: the time ran out before the precision was reached',
};
const FEWER_COPIES: Mark = { letter: 'w', meaning: 'working set cut: fewer copies than the caches ask for' };
const ON_HOST: Mark = { letter: 'h', meaning: 'host: JavaScript on the CPU, not the GPU' };

export function marksOf(record: OkRecord): readonly Mark[] {
  return [
    ...record.summary.flags.map(flag => SUMMARY_MARKS[flag]),
    ...(record.stop.reason === 'time-cap' || record.stop.reason === 'interrupted' ? [CUT_SHORT] : []),
    ...(record.copies.cut === null ? [] : [FEWER_COPIES]),
    ...(record.timerId === 'host' ? [ON_HOST] : []),
  ];
}

/** The marks that occur, once each, for a legend. */
export function distinctMarks(records: readonly OkRecord[]): readonly Mark[] {
  const byLetter = new Map(records.flatMap(marksOf).map(mark => [mark.letter, mark]));
  return [...byLetter.values()];
}
