/**
 * A race is a suite whose sections say, by their ids, what their rounds were for; so a reader of its records needs nothing
 * else. The ids end up in the `group` of samples.
 */

export const RACE_SUITE = 'race';

/** Rounds among the rivals: which is the fastest? @param index of the problem */
export function pickSectionId(index: number): string {
  return `race/pick/${index}`;
}

/** Rounds of the kernel, first in its group, and the rival that was picked. */
export function judgeSectionId(index: number): string {
  return `race/judge/${index}`;
}

export function isPickGroup(group: string): boolean {
  return group.startsWith('race/pick/');
}

export function isJudgeGroup(group: string): boolean {
  return group.startsWith('race/judge/');
}
