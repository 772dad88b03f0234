import type { SectionWeights } from './budget.ts';

/** How long the rounds of a section go on, by those that it has seen. */
export interface RoundsAhead {
  /** Until it has the rounds that are run whatever the time. */
  readonly leastMs: number;
  /** Until no group may have another round, if the time lasts. */
  readonly mostMs: number;
}

/**
 * How long the sections still take. All of the budget is used, except where the last section must end before; and a
 * section that is at its least rounds when the budget ends goes on.
 * @param leftMs of the budget of all sections
 * @param ahead absent before the first round of a section
 */
export function forecastMs({
  leftMs,
  ahead,
  later,
}: {
  readonly leftMs: number;
  readonly ahead?: RoundsAhead | undefined;
  readonly later: Pick<SectionWeights, 'waiting' | 'refining'>;
}): number {
  if (ahead === undefined) return leftMs;
  const isLast = later.waiting + later.refining === 0;
  return Math.max(ahead.leastMs, isLast ? Math.min(leftMs, ahead.mostMs) : leftMs);
}

/**
 * @param roundMs what a round of the section has taken so far; null before the first
 * @param keptRounds that were not discarded
 */
export function roundsAhead(
  roundMs: number | null,
  keptRounds: number,
  { least, most }: { readonly least: number; readonly most: number },
): RoundsAhead | undefined {
  if (roundMs === null) return undefined;
  const ms = (rounds: number): number => Math.max(0, rounds - keptRounds) * roundMs;
  return { leastMs: ms(least), mostMs: ms(most) };
}
