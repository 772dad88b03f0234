/** A submission stays under this much GPU time: watchdogs end longer ones, and pages would stutter. */
export const SUBMISSION_LIMIT_NS = 200e6;

/**
 * A batch divided into submissions that stay under the limit; one execution cannot be divided.
 * @param executionNs estimated; executions of unknown length go one by one
 * @returns executions of each submission
 */
export function submissionsOf(executions: number, executionNs: number | null): readonly number[] {
  // A coarse clock may have read an execution as taking no time at all.
  const allowed = executionNs === null ? 1 : Math.floor(SUBMISSION_LIMIT_NS / executionNs);
  const most = Math.min(Math.max(1, allowed), executions);
  return Array.from({ length: Math.ceil(executions / most) }, (_, index) =>
    Math.min(most, executions - index * most),
  );
}
