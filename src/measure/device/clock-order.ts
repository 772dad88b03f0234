import type { ClockFacts } from '../../core/environment.ts';
import type { Gpu } from '../../gpu/device.ts';
import type { Prepared } from '../../gpu/prepare.ts';
import type { Timer } from '../../gpu/timers/timer.ts';
import { median } from '../../stats/quantile.ts';
import { RESOLVED_STEPS } from '../../stats/summary.ts';
import type { LongBatch } from './long-batch.ts';

const COMPARED_BATCHES = 5;
/** Alternating outputs faster than this share of same-output time means that dispatches overlap. */
const OVERLAP_RATIO = 0.85;
const CHAINED = 32;

/** @throws Error where dispatches of one pass lose updates of each other: such a device cannot be measured in batches */
export async function demandOrder(gpu: Gpu, counter: Prepared): Promise<void> {
  counter.poison();
  const encoder = gpu.device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  for (let i = 0; i < CHAINED; i++) counter.encode(pass, i);
  pass.end();
  gpu.device.queue.submit([encoder.finish()]);
  const [last] = await counter.readOutput();
  // The poison that it starts from is −1.
  const counted = (last! + 1) >>> 0;
  if (counted !== CHAINED)
    throw new Error(`dispatches of one pass are not ordered: ${CHAINED} chained increments gave ${counted}`);
}

/** Whether dispatches that write different outputs take less time than those that write the same one. */
export async function overlapOf(
  timer: Timer,
  same: Prepared,
  alternating: Prepared,
  { dispatches, executionNs }: LongBatch,
): Promise<ClockFacts['overlaps']> {
  const shownNs = async (prepared: Prepared): Promise<number> => {
    const { totalNs } = await timer.batch(prepared, dispatches, executionNs);
    if (timer.id !== 'wall') return totalNs;
    return totalNs - (await timer.batch(prepared, 1, executionNs)).totalNs;
  };
  const times: { readonly sameNs: number; readonly alternatingNs: number }[] = [];
  for (let i = 0; i < COMPARED_BATCHES; i++)
    times.push({ sameNs: await shownNs(same), alternatingNs: await shownNs(alternating) });
  if (median(times.map(({ sameNs }) => sameNs)) < RESOLVED_STEPS * timer.resolutionNs) return 'unknown';
  const ratio = median(times.map(({ sameNs, alternatingNs }) => alternatingNs / sameNs));
  return ratio < OVERLAP_RATIO ? 'yes' : 'no';
}
