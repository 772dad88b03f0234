/** Past this, the longest batch of a set comes down: there the cost of a submission no longer matters. */
const LONG_BATCH_NS = 1e9;

/** The usual longest batch of a set, as a multiple of its shortest. */
export const LONGEST_MULTIPLE = 8;

/**
 * Batches of one set by wall clock, as multiples of the batch asked for: the slope over them is the time of one
 * execution. Where that time is still unknown one batch must do, since it may be seconds long.
 */
export function wallMultiples(dispatches: number, executionNs: number | null): readonly number[] {
  if (executionNs === null) return [1];
  return LONGEST_MULTIPLE * dispatches * executionNs > LONG_BATCH_NS ? [1, 2, 3] : [1, 4, LONGEST_MULTIPLE];
}

/** Executions by which the longest batch of a set exceeds the shortest: what a step of the clock is spread over. */
export function wallSpan(dispatches: number, executionNs: number | null): number {
  const multiples = wallMultiples(dispatches, executionNs);
  return (multiples.at(-1)! - multiples[0]!) * dispatches;
}
