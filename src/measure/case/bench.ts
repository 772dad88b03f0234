import type { Gpu } from '../../gpu/device.ts';
import type { SharedMemory } from '../../gpu/memory.ts';
import type { PipelineCache } from '../../gpu/prepare.ts';
import type { Timer } from '../../gpu/timers/timer.ts';
import type { Executor } from './executor.ts';
import type { SampleClock } from './sampler.ts';

/** What preparing and timing any case needs, whether the device is real or simulated. */
export interface CaseBench {
  readonly gpu: Pick<Gpu, 'features' | 'limits' | 'loss'>;
  readonly executor: Executor;
  readonly timers: { readonly gpu: Timer; readonly wall: Timer };
  readonly clock: SampleClock;
  readonly streamBytes: number;
  readonly minimumBatchMs: number;
}

/** The bench of a real device, with what submitting by hand takes. */
export interface Bench extends CaseBench {
  readonly gpu: Gpu;
  readonly memory: SharedMemory;
  readonly pipelines: PipelineCache;
}
