import type { Severity } from '../../core/record/remark.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { FORGERIES_OF_MACHINES } from './forgeries-of-machines.ts';
import { FORGERIES_OF_ROUNDS } from './forgeries-of-rounds.ts';
import { FORGERIES_OF_TIMES } from './forgeries-of-times.ts';
import { FORGERIES_OF_WORK } from './forgeries-of-work.ts';
import { type Forgery, forged } from './forgery.ts';

export const FORGERIES: readonly Forgery[] = [
  ...FORGERIES_OF_TIMES,
  ...FORGERIES_OF_ROUNDS,
  ...FORGERIES_OF_MACHINES,
  ...FORGERIES_OF_WORK,
];

/** How forgeries of one class fared. */
export interface ForgeryTally {
  readonly forgery: Forgery;
  refused: number;
  doubtful: number;
  /** Seeds of those that passed. */
  readonly passed: number[];
}

/**
 * So many forgeries of a file, each class in its turn; a class that has nothing to change is left out.
 * @param worstOf what is wrong with a file whose summaries and hashes are still those of the honest one
 */
export async function tryForgeries(
  file: ResultFile,
  count: number,
  worstOf: (changed: ResultFile, file: ResultFile) => Promise<Severity | null>,
): Promise<readonly ForgeryTally[]> {
  const tallies = FORGERIES.map(
    (forgery): ForgeryTally => ({ forgery, refused: 0, doubtful: 0, passed: [] }),
  );
  let left = count;
  for (let seed = 0; left > 0; seed++) {
    const before = left;
    for (const tally of tallies) {
      const changed = left > 0 ? forged(file, tally.forgery, seed) : null;
      if (changed === null) continue;
      left--;
      const worst = await worstOf(changed, file);
      if (worst === 'impossible') tally.refused++;
      else if (worst === 'doubtful') tally.doubtful++;
      else tally.passed.push(seed);
    }
    if (left === before && seed > count) throw new Error('nothing in this file can be forged');
  }
  return tallies;
}

/** A line a class, and why what passed may. */
export function forgeryText(tallies: readonly ForgeryTally[]): string {
  const lines = tallies.map(({ forgery, refused, doubtful, passed }) => {
    const numbers = [refused, doubtful, passed.length]
      .map(count => String(count || '.').padStart(8))
      .join('');
    const why =
      passed.length === 0 ? '' : `  ${forgery.passes ?? `MISSED, seeds ${passed.slice(0, 5).join(' ')}`}`;
    return `${forgery.id.padEnd(38)}${numbers}${why}`;
  });
  const total = (of: (tally: ForgeryTally) => number) => tallies.map(of).reduce((a, b) => a + b, 0);
  const sums = [total(t => t.refused), total(t => t.doubtful), total(t => t.passed.length)];
  return [
    `${'forged'.padEnd(38)} refused doubtful  passed`,
    ...lines,
    `${'all'.padEnd(38)}${sums.map(sum => String(sum).padStart(8)).join('')}`,
  ].join('\n');
}
