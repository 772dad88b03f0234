import type { Launch, ResourceData } from '../../core/kernel.ts';
import type { Gpu } from '../../gpu/device.ts';
import { runOnce } from '../../gpu/execute.ts';
import type { SharedMemory } from '../../gpu/memory.ts';
import { type PipelineCache, type Prepared, prepare } from '../../gpu/prepare.ts';
import type { ResolvedCase } from './resolved-case.ts';

/** Turns launches into something that can be run and timed: on a GPU, or on a device that is only a model. */
export interface Executor {
  /** @throws Error with what the device says where memory or pipelines cannot be had */
  prepare(resolved: ResolvedCase, launch: Launch, copyCount: number): Promise<Prepared>;
  /** One execution on poisoned outputs. @returns the raw output */
  runOnce(prepared: Prepared): Promise<ResourceData>;
}

export function gpuExecutor(gpu: Gpu, memory: SharedMemory, pipelines: PipelineCache): Executor {
  return {
    prepare: ({ kernel }, launch, copyCount) =>
      prepare(gpu, memory, pipelines, kernel, launch, { copyCount }),
    runOnce: prepared => runOnce(gpu, prepared),
  };
}
