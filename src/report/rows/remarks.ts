import { isHost } from '../../analysis/evidence/usable.ts';
import { type ClockFacts, clocksAgree } from '../../core/environment.ts';
import type { OkRecord } from '../../core/record/record.ts';
import type { SummaryFlag } from '../../core/record/sample.ts';

/** A remark that a row carries, as one letter where room is short. */
export interface Remark {
  readonly letter: string;
  readonly meaning: string;
}

const SUMMARY_REMARKS: Readonly<Record<SummaryFlag, Remark>> = {
  unresolved: { letter: 'u', meaning: 'unresolved: under 20 clock steps, no number can be read off it' },
  drift: { letter: 'd', meaning: 'drift: first and last third differ by more than 10 %' },
  'heavy-tails': { letter: 't', meaning: 'heavy tails: over 5 % of the samples lie far out' },
  'few-samples': { letter: 'f', meaning: 'few samples: under 5' },
};

const CUT_SHORT: Remark = {
  letter: 'c',
  meaning: 'cut short: the time ran out before the precision was reached',
};
const FEWER_COPIES: Remark = {
  letter: 'w',
  meaning: 'working set cut: fewer copies than the caches ask for',
};
const ON_HOST: Remark = { letter: 'h', meaning: 'host: JavaScript on the CPU, not the GPU' };

const CLOCKS_DISAGREE: Remark = {
  letter: 'x',
  meaning: 'clocks disagree: times and rates are undecided, ratios stand',
};

/** The same mark for tables that have no room for remarks; empty where the clocks agree. */
export function clockMark(clock: ClockFacts): string {
  return clocksAgree(clock) ? '' : ' (clocks disagree)';
}

export function remarksOf(record: OkRecord, clock: ClockFacts): readonly Remark[] {
  return [
    ...(clocksAgree(clock) ? [] : [CLOCKS_DISAGREE]),
    ...record.summary.flags.map(flag => SUMMARY_REMARKS[flag]),
    ...(record.stop.reason === 'time-cap' || record.stop.reason === 'interrupted' ? [CUT_SHORT] : []),
    ...(record.copies.cut === null ? [] : [FEWER_COPIES]),
    ...(isHost(record) ? [ON_HOST] : []),
  ];
}

/** The remarks that occur, once each, for a legend. */
export function distinctRemarks(remarks: readonly Remark[]): readonly Remark[] {
  return [...new Map(remarks.map(remark => [remark.letter, remark])).values()];
}
