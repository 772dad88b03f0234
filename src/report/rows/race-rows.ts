import { type RaceResult, type Racer, racesOf, ratioText } from '../../analysis/compare/race.ts';
import { formatInterval } from '../../core/interval.ts';
import { shortProblem } from '../../core/record/address.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { formatCount, formatDuration } from '../../core/units.ts';
import { kernelLabel } from './case-rows.ts';
import { clockMark } from './remarks.ts';

/** What every report says of one problem of a race, before it chooses a layout. */
export interface RaceBlock {
  /** "matvec · uniform(m=4096,n=4096,density=0.1)". */
  readonly title: string;
  /** Mine, then the rival that was picked. */
  readonly rows: readonly RaceRow[];
  /** Which is faster, by how much, and how sure that is; under a card that says it, the rounds alone. */
  readonly sentence: string;
  /** How the rival was picked; empty where there was no other. */
  readonly picking: string;
  readonly result: RaceResult;
}

export interface RaceRow {
  readonly kernel: string;
  readonly format: string;
  /** With its interval; "n/a" below the clock's resolution. */
  readonly time: string;
}

export const RACE_NOTE =
  'Ratio: time of the rival ÷ time of the kernel that races, median of rounds A B B A (95 % interval); above 1, that ' +
  'kernel is faster. The rival was picked in rounds of its own. Every output was checked before and after.';

/** @param isUnderCard the answer card stands above: its headline tells the first race */
export function raceBlocks(
  file: Pick<ResultFile, 'records' | 'environment'>,
  isUnderCard = false,
): readonly RaceBlock[] {
  return racesOf(file.records).map((result, index) => {
    const { mine, rival } = result;
    return {
      title: `${mine.record.operation} · ${shortProblem(mine.record.case.problem)}${clockMark(file.environment.clock)}`,
      rows: [mine, rival].map(raceRow),
      sentence: isUnderCard && index === 0 ? `Judged by ${judgedText(result)}.` : sentenceOf(result),
      picking: pickingOf(result),
      result,
    };
  });
}

function raceRow({ record, summary }: Racer): RaceRow {
  const { medianNs, lowNs, highNs, flags } = summary;
  const time = formatInterval(medianNs, lowNs, highNs, formatDuration);
  return {
    kernel: kernelLabel(record),
    format: record.format,
    time: flags.includes('unresolved') ? 'n/a' : time,
  };
}

function sentenceOf(result: RaceResult): string {
  const { mine, rival, ratio, outcome } = result;
  const [own, other] = [mine.record.case.kernelId, rival.record.case.kernelId];
  if (ratio === null) return `Undecided: the clock does not resolve ${own} and ${other}.`;
  const takes = `${other} takes ${formatInterval(ratio.value, ratio.low, ratio.high, ratioText)} times as long`;
  const said = outcome === 'undecided' ? 'Undecided' : `${own} is ${outcome}`;
  return `${said}: ${takes}, ${judgedText(result)}.`;
}

function judgedText({ ratio, outcome }: RaceResult): string {
  if (ratio === null) return 'no round that the clock resolves';
  const rounds = `${formatCount(ratio.count)} ${ratio.count === 1 ? 'round' : 'rounds'}`;
  if (outcome !== 'undecided') return rounds;
  const holds = ratio.low <= 1 && ratio.high >= 1;
  return `${rounds}, ${holds ? 'and 1 lies in the interval' : 'which are too few'}`;
}

function pickingOf({ picked }: RaceResult): string {
  if (picked.length < 2) return '';
  const times = picked.map(
    ({ record, summary }) => `${record.case.kernelId} ${formatDuration(summary.medianNs)}`,
  );
  return `Rivals when the fastest was picked: ${times.join(', ')}.`;
}
