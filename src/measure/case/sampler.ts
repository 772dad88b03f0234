import type { Sample } from '../../core/sample.ts';
import type { Prepared } from '../../gpu/prepare.ts';
import { SUBMISSION_LIMIT_NS } from '../../gpu/timers/submissions.ts';
import type { Timer } from '../../gpu/timers/timer.ts';

/** A batch lasts at least this many clock steps, so that the step costs under 1 % of it. */
export const MINIMUM_STEPS = 150;
const MAXIMUM_DISPATCHES = 1 << 14;

/** Where in the session a sample is taken. */
export interface SamplePlace {
  readonly round: number;
  readonly group: string;
}

/** Numbers the samples of a session in measured order. */
export interface SampleClock {
  nextIndex(): number;
  /** Rounds are numbered over the whole session too, so that they ascend within every record. */
  nextRound(): number;
  readonly sessionStartMs: number;
}

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
  clock: SampleClock,
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
        index: clock.nextIndex(),
        round,
        group,
        startedAtMs: startedAtMs - clock.sessionStartMs,
        totalNs,
        dispatches,
      }));
    },
  };
}

function floorPowerOfTwo(value: number): number {
  return 2 ** Math.floor(Math.log2(Math.max(1, value)));
}
