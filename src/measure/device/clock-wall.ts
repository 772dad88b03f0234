import { STILL_STEP_NS } from '../../core/environment.ts';
import { formatCount, NS_PER_MS } from '../../core/units.ts';
import { answered } from '../../gpu/waiting.ts';
import { median } from '../../stats/quantile.ts';
import type { Host } from '../case/bench.ts';

const STEPS = 40;
/** Steps that add up to this are enough of them. */
const STEPS_MS = 20;
/** About a quarter of a second: so long is waited for a clock that ticks every 100 ms, or not at all. */
export const MOST_LOOKS = 4_000_000;

const ANSWERS = 10;
/** Of a queue that is polled seldom, fewer answers do. */
const FEW_ANSWERS = 5;
const ANSWERS_MS = 400;

/** Smallest positive step of the platform's clock, in ns; `STILL_STEP_NS` and a note where it was not seen to move. */
export function measureWallStep({ now }: Pick<Host, 'now'>): {
  readonly stepNs: number;
  readonly note: string | null;
} {
  const startMs = now();
  let stepMs = Number.POSITIVE_INFINITY;
  let beforeMs = startMs;
  for (let looks = 0, steps = 0; looks < MOST_LOOKS && steps < STEPS; looks++) {
    const afterMs = now();
    if (afterMs > beforeMs) {
      stepMs = Math.min(stepMs, afterMs - beforeMs);
      steps++;
      if (afterMs - startMs >= STEPS_MS) break;
    }
    beforeMs = afterMs;
  }
  if (Number.isFinite(stepMs)) return { stepNs: stepMs * NS_PER_MS, note: null };
  const note = `The wall clock stood still while it was looked at ${formatCount(MOST_LOOKS)} times: nothing is timed by it, and the time budget does not end the run.`;
  return { stepNs: STILL_STEP_NS, note };
}

/**
 * How long an idle queue takes to answer, in ns: microseconds where the device tells, the period of a poll where it is
 * asked. The first answer is left out: it comes anywhere between two polls.
 */
export async function measureAnswer(device: GPUDevice, { now }: Pick<Host, 'now'>): Promise<number> {
  const answersMs: number[] = [];
  const startMs = now();
  for (let i = 0; i < ANSWERS && !(i >= FEW_ANSWERS && now() - startMs > ANSWERS_MS); i++) {
    const askedMs = now();
    await answered(device, device.queue.onSubmittedWorkDone());
    answersMs.push(now() - askedMs);
  }
  return median(answersMs.slice(1)) * NS_PER_MS;
}
