import type { BenchRecord, OkRecord } from '../../core/record/record.ts';
import { type RatioEstimate, ratioOfMedians } from '../../stats/paired.ts';
import { usableRecords } from '../evidence/usable.ts';
import { isSameLaunch, sameCaseIn } from './time-ratios.ts';

/** One case of a run, and the same of the run that it repeats. */
export interface LikeRecords {
  readonly here: OkRecord;
  readonly there: OkRecord;
  /** Time there ÷ time here; unpaired: the two were measured apart. Null where a time is not above 0. */
  readonly ratio: RatioEstimate | null;
}

export interface Likeness {
  readonly alike: readonly LikeRecords[];
  /** How many cases of this run have no like there, by reason. */
  readonly unlike: ReadonlyMap<string, number>;
}

/** Like with like: same case, same clock, and not known to be another launch. Diluted cases and second clocks too. */
export function likeRecords(here: readonly BenchRecord[], there: readonly BenchRecord[]): Likeness {
  const sameIn = sameCaseIn(there);
  const alike: LikeRecords[] = [];
  const unlike = new Map<string, number>();
  for (const [index, record] of usableRecords(here).entries()) {
    const other = sameIn(record);
    const reason = other === null ? 'not timed there' : unlikeReason(record, other);
    if (other === null || reason !== null) unlike.set(reason!, (unlike.get(reason!) ?? 0) + 1);
    else alike.push({ here: record, there: other, ratio: ratioOfMedians(other, record, index) });
  }
  return { alike, unlike };
}

function unlikeReason(here: OkRecord, there: OkRecord): string | null {
  if (here.timerId !== there.timerId)
    return `timed by the ${here.timerId} clock here, by the ${there.timerId} clock there`;
  return isSameLaunch(here, there) === false ? 'another launch there: the kernel has changed' : null;
}
