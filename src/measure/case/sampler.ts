import type { Sample } from '../../core/record/sample.ts';
import { formatDuration } from '../../core/units.ts';
import type { Prepared } from '../../gpu/prepare.ts';
import { SUBMISSION_LIMIT_NS } from '../../gpu/timers/submissions.ts';
import type { Timer } from '../../gpu/timers/timer.ts';
import { LONGEST_MULTIPLE, wallSpan } from '../../gpu/timers/wall-multiples.ts';
import { perDispatchNs } from '../../stats/per-dispatch.ts';
import { median } from '../../stats/quantile.ts';
import { isResolved, RESOLVED_STEPS } from '../../stats/summary.ts';
import type { Numbering, SamplePlace } from './numbering.ts';

/** What is timed lasts at least this many clock steps, so that the step costs under 1 % of it. */
export const MINIMUM_STEPS = 150;
export const MAXIMUM_DISPATCHES = 1 << 14;

/** Takes samples of one prepared case with batches of a fixed, calibrated size. */
export interface Sampler {
  readonly timer: Timer;
  /** Of a batch; by wall clock, of the shortest of a set. */
  readonly dispatches: number;
  /** One execution takes at most this: its longest batch ÷ executions, launching and waiting included. */
  readonly mostNs: number;
  /** Why no batch that this case may take is long enough for the clock; null where one is. */
  readonly unresolved: string | null;
  sample(place: SamplePlace): Promise<readonly Sample[]>;
}

/**
 * Finds the batch size: doubles until a batch lasts long enough, or until the next doubling could exceed what a
 * submission may take. By wall clock the difference to the shortest batch has to be long enough: what a submission and
 * its answer cost is in every batch, and says nothing. The last calibration batches also bring the case to its steady
 * state.
 */
export async function calibrate(
  prepared: Prepared,
  timer: Timer,
  numbering: Numbering,
  minimumBatchMs: number,
): Promise<Sampler> {
  const { longest, mostNs } = await longestBatch(prepared, timer, minimumBatchMs);
  const batch = timer.id === 'wall' ? Math.max(1, Math.floor(longest / LONGEST_MULTIPLE)) : longest;
  return {
    timer,
    dispatches: batch,
    mostNs,
    unresolved: whyUnresolved(timer, mostNs),
    async sample({ round, group }) {
      const raw = await timer.time(prepared, batch, mostNs);
      return raw.map(({ startedAtMs, totalNs, dispatches }) => ({
        index: numbering.nextIndex(),
        round,
        group,
        startedAtMs: startedAtMs - numbering.sessionStartMs,
        totalNs,
        dispatches,
      }));
    },
  };
}

/** ns of one execution, or the most that it can be where these samples do not resolve it: to choose by, not to report. */
export function roughNs({ timer, mostNs }: Sampler, samples: readonly Sample[]): number {
  const ns = median(perDispatchNs(samples, timer.id).map(observation => observation.ns));
  const timing = { timerId: timer.id, resolutionNs: timer.resolutionNs };
  return isResolved(samples, timing, ns) ? ns : mostNs;
}

/** @returns its executions, and what one of them takes at most */
async function longestBatch(
  prepared: Prepared,
  timer: Timer,
  minimumBatchMs: number,
): Promise<{ readonly longest: number; readonly mostNs: number }> {
  const wantedNs = Math.max(minimumBatchMs * 1e6, MINIMUM_STEPS * timer.resolutionNs);
  let shortestNs = Number.POSITIVE_INFINITY;
  let dispatches = 1;
  let mostNs: number | null = null;
  for (;;) {
    const { totalNs } = await timer.batch(prepared, dispatches, mostNs);
    shortestNs = Math.min(shortestNs, totalNs);
    mostNs = Math.max(totalNs, timer.resolutionNs) / dispatches;
    const shownNs = timer.id === 'wall' ? totalNs - shortestNs : totalNs;
    const allowed = SUBMISSION_LIMIT_NS / mostNs;
    const next = dispatches * 2;
    const isHopeless = whyUnresolved(timer, mostNs) !== null;
    if (shownNs >= wantedNs || next > allowed || next > MAXIMUM_DISPATCHES || isHopeless)
      return { longest: dispatches, mostNs };
    // Jump close to the goal at once; the loop then only corrects.
    const goal = floorPowerOfTwo((wantedNs * dispatches) / Math.max(shownNs, timer.resolutionNs));
    dispatches = Math.min(
      Math.max(next, Math.min(goal, next * 8)),
      floorPowerOfTwo(allowed),
      MAXIMUM_DISPATCHES,
    );
  }
}

/**
 * A wall clock that answers late may need batches of seconds. Where neither submissions as long as they may be, nor one
 * execution after the other, come to that, rounds of them would take their time and show nothing.
 */
function whyUnresolved({ id, resolutionNs }: Timer, mostNs: number): string | null {
  const neededNs = RESOLVED_STEPS * resolutionNs;
  if (id !== 'wall' || neededNs <= Math.max(SUBMISSION_LIMIT_NS, wallSpan(1, mostNs) * mostNs)) return null;
  return `the wall clock here tells batches apart that differ by ${formatDuration(neededNs)}, and those of this case take at most ${formatDuration(SUBMISSION_LIMIT_NS)}`;
}

function floorPowerOfTwo(value: number): number {
  return 2 ** Math.floor(Math.log2(Math.max(1, value)));
}
