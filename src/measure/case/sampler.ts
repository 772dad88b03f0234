import type { Sample } from '../../core/record/sample.ts';
import type { Prepared } from '../../gpu/prepare.ts';
import { SUBMISSION_LIMIT_NS } from '../../gpu/timers/submissions.ts';
import type { Timer } from '../../gpu/timers/timer.ts';
import type { Numbering, SamplePlace } from './numbering.ts';

/** A batch lasts at least this many clock steps, so that the step costs under 1 % of it. */
export const MINIMUM_STEPS = 150;
const MAXIMUM_DISPATCHES = 1 << 14;

/** Takes samples of one prepared case with batches of a fixed, calibrated size. */
export interface Sampler {
  readonly timer: Timer;
  readonly dispatches: number;
  sample(place: SamplePlace): Promise<readonly Sample[]>;
}

/**
 * Finds the batch size: doubles until a batch lasts long enough, or until the next doubling could exceed what a
 * submission may take. The last calibration batches also bring the case to its steady state.
 */
export async function calibrate(
  prepared: Prepared,
  timer: Timer,
  numbering: Numbering,
  minimumBatchMs: number,
): Promise<Sampler> {
  const wantedNs = Math.max(minimumBatchMs * 1e6, MINIMUM_STEPS * timer.resolutionNs);
  // The wall timer's largest batch is 8 times as long as the one asked for.
  const largestMultiple = timer.id === 'wall' ? 8 : 1;
  let dispatches = 1;
  let executionNs: number | null = null;
  for (;;) {
    const [first] = await timer.time(prepared, dispatches, executionNs);
    executionNs = Math.max(first!.totalNs, timer.resolutionNs) / dispatches;
    const allowed = SUBMISSION_LIMIT_NS / largestMultiple / executionNs;
    const next = dispatches * 2;
    if (first!.totalNs >= wantedNs || next > allowed || next > MAXIMUM_DISPATCHES) break;
    // Jump close to the goal at once; the loop then only corrects.
    const goal = 2 ** Math.floor(Math.log2(wantedNs / executionNs));
    dispatches = Math.min(
      Math.max(next, Math.min(goal, next * 8)),
      floorPowerOfTwo(allowed),
      MAXIMUM_DISPATCHES,
    );
  }
  const batch = dispatches;
  return {
    timer,
    dispatches: batch,
    async sample({ round, group }) {
      const raw = await timer.time(prepared, batch, executionNs);
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

function floorPowerOfTwo(value: number): number {
  return 2 ** Math.floor(Math.log2(Math.max(1, value)));
}
