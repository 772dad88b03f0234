import type { ClockFacts } from '../../core/environment.ts';
import { type Gpu, withErrorScopes } from '../../gpu/device.ts';
import { SharedMemory } from '../../gpu/memory.ts';
import { PipelineCache, type Prepared, prepare } from '../../gpu/prepare.ts';
import { TimestampTimer } from '../../gpu/timers/timestamp.timer.ts';
import { WallTimer } from '../../gpu/timers/wall.timer.ts';
import type { Host } from '../case/bench.ts';
import { counterKernel, counterLaunch } from '../case/counter.ts';
import { clockAgreement } from './clock-agreement.ts';
import { demandOrder, overlapOf } from './clock-order.ts';
import { measureStamps } from './clock-stamps.ts';
import { measureAnswer, measureWallStep } from './clock-wall.ts';
import { longBatch } from './long-batch.ts';

/**
 * Measures the clocks before anything is timed with them: steps, whether timestamps are quantised, whether both clocks
 * agree, and whether independent dispatches of one pass overlap. A GPU clock that is offered and does not work counts as
 * absent.
 */
export async function measureClock(
  gpu: Gpu,
  host: Host,
  detail: 'brief' | 'full' = 'full',
): Promise<ClockFacts> {
  const step = measureWallStep(host);
  const pipelines = new PipelineCache(gpu);
  const memory = new SharedMemory(gpu.device);
  const same = await prepare(gpu, memory, pipelines, counterKernel, counterLaunch(), { copyCount: 1 });
  const alternating = await prepare(gpu, memory, pipelines, counterKernel, counterLaunch(), {
    copyCount: 1,
    outputSets: 2,
  });
  try {
    return await withErrorScopes(gpu.device, async () => {
      const answerNs = await measureAnswer(gpu.device, host);
      const stamps = await openStamps(gpu, host, same);
      const notes = [step.note, stamps.note].filter(note => note !== null);
      const facts = {
        timestampStepNs: stamps.timer?.resolutionNs ?? null,
        timestampsQuantised: stamps.quantised,
        wallStepNs: step.stepNs,
        wallAnswerNs: answerNs,
        ...(notes.length === 0 ? {} : { notes }),
      };
      try {
        if (detail === 'brief') return { ...facts, agreement: null, overlaps: 'unknown' };
        await demandOrder(gpu, same);
        const wall = new WallTimer(gpu.device, host.now, Math.max(step.stepNs, answerNs));
        return { ...facts, ...(await compareClocks(stamps.timer, wall, same, alternating)) };
      } finally {
        stamps.timer?.destroy();
      }
    });
  } finally {
    same.destroy();
    alternating.destroy();
  }
}

interface OpenedStamps {
  /** Null where the GPU has no clock, or none that works. */
  readonly timer: TimestampTimer | null;
  readonly quantised: boolean | null;
  readonly note: string | null;
}

async function openStamps(gpu: Gpu, host: Host, prepared: Prepared): Promise<OpenedStamps> {
  if (!gpu.features.has('timestamp-query')) return { timer: null, quantised: null, note: null };
  const timer = new TimestampTimer(gpu.device, host.now, 1);
  try {
    const facts = await measureStamps(timer, prepared);
    if ('fault' in facts) {
      const note = `The GPU offers timestamps, but ${facts.fault}: the wall clock measures instead.`;
      return { timer: null, quantised: null, note };
    }
    const { stepNs, quantised } = facts;
    return { timer: new TimestampTimer(gpu.device, host.now, stepNs), quantised, note: null };
  } finally {
    timer.destroy();
  }
}

async function compareClocks(
  stamps: TimestampTimer | null,
  wall: WallTimer,
  same: Prepared,
  alternating: Prepared,
): Promise<Pick<ClockFacts, 'agreement' | 'overlaps'>> {
  // Sized by the wall: what the GPU's clock counts is still in question.
  const batch = await longBatch(wall, same);
  const agreement = stamps && (await clockAgreement(stamps, same, batch, wall.resolutionNs));
  const timer = stamps ?? wall;
  const overlaps = await overlapOf(timer, same, alternating, stamps ? await longBatch(stamps, same) : batch);
  return { agreement, overlaps };
}
