import type { Prepared } from '../../gpu/prepare.ts';
import { SUBMISSION_LIMIT_NS } from '../../gpu/timers/submissions.ts';
import type { Timer } from '../../gpu/timers/timer.ts';
import { RESOLVED_STEPS } from '../../stats/summary.ts';

/** Long enough that the step of a usual clock and the overhead of a submission are small parts of it. */
const LONG_BATCH_NS = 8e6;
const MOST_DISPATCHES = 8192;

export interface LongBatch {
  readonly dispatches: number;
  /** One execution takes at most this. */
  readonly executionNs: number;
}

/**
 * Doubles a batch until the clock shows it well: by wall clock the difference to the shortest. Ends at 8192 dispatches or
 * with the longest submission, resolved or not.
 */
export async function longBatch(timer: Timer, prepared: Prepared): Promise<LongBatch> {
  const wantedNs = Math.max(LONG_BATCH_NS, 1.5 * RESOLVED_STEPS * timer.resolutionNs);
  let shortestNs = Number.POSITIVE_INFINITY;
  let executionNs: number | null = null;
  for (let dispatches = 1; ; dispatches *= 2) {
    const { totalNs } = await timer.batch(prepared, dispatches, executionNs);
    shortestNs = Math.min(shortestNs, totalNs);
    executionNs = Math.max(totalNs, timer.resolutionNs) / dispatches;
    const shownNs = timer.id === 'wall' ? totalNs - shortestNs : totalNs;
    const isLongest = dispatches >= MOST_DISPATCHES || 2 * dispatches * executionNs > SUBMISSION_LIMIT_NS;
    if (shownNs >= wantedNs || isLongest) return { dispatches, executionNs };
  }
}
