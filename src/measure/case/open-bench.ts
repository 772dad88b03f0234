import type { Environment } from '../../core/environment.ts';
import type { Gpu } from '../../gpu/device.ts';
import { SharedMemory } from '../../gpu/memory.ts';
import type { PipelineCache } from '../../gpu/prepare.ts';
import { TimestampTimer } from '../../gpu/timers/timestamp.timer.ts';
import { WallTimer } from '../../gpu/timers/wall.timer.ts';
import type { Bench } from './bench.ts';
import { gpuExecutor } from './executor.ts';
import type { Host } from './host.ts';

/** A device with its timers, memory and pipelines, for one session or pilot. */
export function openBench(parts: {
  readonly gpu: Gpu;
  readonly host: Host;
  readonly environment: Environment;
  readonly pipelines: PipelineCache;
  readonly streamBytes: number;
  readonly minimumBatchMs: number;
}): Bench {
  const { gpu, host, environment, pipelines, streamBytes, minimumBatchMs } = parts;
  const wall = new WallTimer(gpu.device, host.now, environment.clock.wallStepNs);
  const step = environment.clock.timestampStepNs;
  const memory = new SharedMemory(gpu.device);
  let sampleCount = 0;
  let roundCount = 0;
  return {
    gpu,
    memory,
    pipelines,
    executor: gpuExecutor(gpu, memory, pipelines),
    timers: { gpu: step === null ? wall : new TimestampTimer(gpu.device, host.now, step), wall },
    clock: { nextIndex: () => sampleCount++, nextRound: () => roundCount++, sessionStartMs: host.now() },
    streamBytes,
    minimumBatchMs,
  };
}
