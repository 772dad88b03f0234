import { isJudgeGroup, isPickGroup } from '../../core/asked-suites.ts';
import type { BenchRecord, OkRecord } from '../../core/record/record.ts';
import type { Sample, Summary } from '../../core/record/sample.ts';
import { formatNumber } from '../../core/units.ts';
import { pairedRatio, type RatioEstimate } from '../../stats/paired.ts';
import { summarize } from '../../stats/summary.ts';
import { isTooFew } from '../evidence/finding-of.ts';
import { problemKey } from '../evidence/usable.ts';

/** `undecided`: the interval holds 1, or there is none. */
export type RaceOutcome = 'faster' | 'slower' | 'undecided';

/** One side, as its rounds in one section of the race have it. */
export interface Racer {
  readonly record: OkRecord;
  readonly summary: Summary;
}

/** One kernel against the fastest of its rivals on one problem. */
export interface RaceResult {
  readonly mine: Racer;
  readonly rival: Racer;
  /** Time of the rival ÷ time of mine, paired: above 1, mine is faster. Null: below the clock's resolution. */
  readonly ratio: RatioEstimate | null;
  readonly outcome: RaceOutcome;
  /** All rivals in the rounds that the rival was picked in, fastest first. None where there was no choice. */
  readonly picked: readonly Racer[];
}

/** What the records of a race say; nothing for those of another suite. In measured order. */
export function racesOf(records: readonly BenchRecord[]): readonly RaceResult[] {
  const timed = records.filter((record): record is OkRecord => record.status === 'ok');
  const groups = new Set(timed.flatMap(({ samples }) => samples.map(({ group }) => group)));
  return [...groups]
    .filter(isJudgeGroup)
    .flatMap((group, index) => {
      const [mine, rival] = timed
        .flatMap(record => racer(record, sample => sample.group === group))
        .sort((a, b) => firstIndex(a) - firstIndex(b));
      return mine && rival ? [raceOf(mine, rival, timed, index)] : [];
    })
    .sort((a, b) => firstIndex(a.mine) - firstIndex(b.mine));
}

function raceOf(mine: Racer, rival: Racer, timed: readonly OkRecord[], stream: number): RaceResult {
  const isResolved = [mine, rival].every(({ summary }) => !summary.flags.includes('unresolved'));
  const ratio = isResolved ? pairedRatio(rival.record, mine.record, stream) : null;
  const picked = timed
    .filter(record => problemKey(record) === problemKey(mine.record))
    .flatMap(record => racer(record, ({ group }) => isPickGroup(group)))
    .sort((a, b) => a.summary.medianNs - b.summary.medianNs);
  return { mine, rival, ratio, outcome: outcomeOf(ratio), picked };
}

/** The record with its samples of some rounds only; none where it was not in them. */
function racer(record: OkRecord, wants: (sample: Sample) => boolean): readonly Racer[] {
  const samples = record.samples.filter(wants);
  if (samples.length === 0) return [];
  const { timerId, resolutionNs } = record;
  return [{ record: { ...record, samples }, summary: summarize(samples, { timerId, resolutionNs }) }];
}

/** One more digit where the two are close. */
export function ratioText(value: number): string {
  return formatNumber(value, Math.abs(value - 1) < 0.1 ? 4 : 3);
}

/** A round runs A B B A, and A is the kernel that races. */
function firstIndex({ record }: Racer): number {
  return record.samples[0]!.index;
}

function outcomeOf(ratio: RatioEstimate | null): RaceOutcome {
  if (ratio === null || isTooFew(ratio.count)) return 'undecided';
  if (ratio.low > 1) return 'faster';
  return ratio.high < 1 ? 'slower' : 'undecided';
}
