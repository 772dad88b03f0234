import { type RaceResult, type Racer, racesOf } from '../../analysis/compare/race.ts';
import { kernelAnswers } from '../../answer/kernel-answer.ts';
import { formatInterval } from '../../core/interval.ts';
import { shortProblem } from '../../core/record/address.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { formatDuration } from '../../core/units.ts';
import { kernelLabel } from './case-rows.ts';
import { clockMark } from './remarks.ts';

/** What every report says of one problem of a race, before it chooses a layout. */
export interface RaceBlock {
  /** "matvec · uniform(m=4096,n=4096,density=0.1)". */
  readonly title: string;
  /** Mine, then the rival that was picked. */
  readonly rows: readonly RaceRow[];
  /** Which is faster, by how much, and how sure that is; empty where the card above says so. */
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

/** Whether the answer card stands above: its headline is the sentence of the first problem. */
export type RaceContext = 'card' | 'no card';

export function raceBlocks(
  file: Pick<ResultFile, 'records' | 'environment'>,
  context: RaceContext,
): readonly RaceBlock[] {
  const answers = kernelAnswers(file);
  return racesOf(file.records).map((result, index) => {
    const { mine, rival } = result;
    return {
      title: `${mine.record.operation} · ${shortProblem(mine.record.case.problem)}${clockMark(file.environment.clock)}`,
      rows: [mine, rival].map(raceRow),
      sentence: context === 'card' && index === 0 ? '' : answers[index]!.text,
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

function pickingOf({ picked }: RaceResult): string {
  if (picked.length < 2) return '';
  const times = picked.map(
    ({ record, summary }) => `${record.case.kernelId} ${formatDuration(summary.medianNs)}`,
  );
  return `Rivals when the fastest was picked: ${times.join(', ')}.`;
}
