/** Names of the suites that a user's words make, by which readers of their files know them. */
export const CASES_SUITE = 'cases';
export const RACE_SUITE = 'race';

/**
 * Rounds among the rivals: which is the fastest? The ids of sections are in the `group` of samples, so that a reader of a
 * race's records needs nothing else.
 * @param index of the problem
 */
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
