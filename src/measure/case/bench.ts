import { type Environment, wallResolutionNs } from '../../core/environment.ts';
import type { Launch, ResourceData } from '../../core/kernel.ts';
import type { Gpu } from '../../gpu/device.ts';
import { runOnce } from '../../gpu/execute.ts';
import { SharedMemory } from '../../gpu/memory.ts';
import { type PipelineCache, type Prepared, prepare } from '../../gpu/prepare.ts';
import type { Timer } from '../../gpu/timers/timer.ts';
import { TimestampTimer } from '../../gpu/timers/timestamp.timer.ts';
import { WallTimer } from '../../gpu/timers/wall.timer.ts';
import { createNumbering, type Numbering } from './numbering.ts';
import type { ResolvedCase } from './resolved-case.ts';

/** What measuring needs of the place it runs in; every Platform has it. */
export interface Host {
  /** Milliseconds, monotonic. */
  now(): number;
  /** Resolves at once, or when a hidden page is visible again. */
  whenVisible(): Promise<void>;
  /** Lets the event loop deliver messages. */
  breathe(): Promise<void>;
}

/** Turns launches into something that can be run and timed: on a GPU, or on a device that is only a model. */
export interface Executor {
  /** @throws Error with what the device says where memory or pipelines cannot be had */
  prepare(resolved: ResolvedCase, launch: Launch, copyCount: number): Promise<Prepared>;
  /** One execution on poisoned outputs. @returns the raw output */
  runOnce(prepared: Prepared): Promise<ResourceData>;
}

/** What preparing and timing any case needs, whether the device is real or simulated. */
export interface CaseBench {
  readonly gpu: Pick<Gpu, 'features' | 'limits' | 'loss'>;
  readonly executor: Executor;
  readonly timers: { readonly gpu: Timer; readonly wall: Timer };
  readonly numbering: Numbering;
  readonly streamBytes: number;
  readonly minimumBatchMs: number;
}

/** The bench of a real device, with what submitting by hand takes. */
export interface Bench extends CaseBench {
  readonly gpu: Gpu;
  readonly memory: SharedMemory;
  readonly pipelines: PipelineCache;
  /** Of the platform's clock, which times what runs on the host. */
  readonly hostStepNs: number;
}

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
  const wall = new WallTimer(gpu.device, host.now, wallResolutionNs(environment.clock));
  const step = environment.clock.timestampStepNs;
  const memory = new SharedMemory(gpu.device);
  return {
    gpu,
    memory,
    pipelines,
    hostStepNs: environment.clock.wallStepNs,
    executor: gpuExecutor(gpu, memory, pipelines),
    timers: { gpu: step === null ? wall : new TimestampTimer(gpu.device, host.now, step), wall },
    numbering: createNumbering(host.now()),
    streamBytes,
    minimumBatchMs,
  };
}

function gpuExecutor(gpu: Gpu, memory: SharedMemory, pipelines: PipelineCache): Executor {
  return {
    prepare: ({ kernel }, launch, copyCount) =>
      prepare(gpu, memory, pipelines, kernel, launch, { copyCount }),
    runOnce: prepared => runOnce(gpu, prepared),
  };
}
