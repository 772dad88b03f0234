import type { Prepared } from '../prepare.ts';
import { ExecutionCounter, type RawSample, type Timer, untimedExecutions } from './timer.ts';

/** Batches of one set: the slope over them is the time of one execution. */
export const WALL_MULTIPLES = [1, 4, 8] as const;

/**
 * The wall clock around submit … onSubmittedWorkDone, for devices without timestamps and for what a dispatch costs
 * including the CPU's part. Command buffers are finished before the clock starts.
 */
export class WallTimer implements Timer {
  readonly id = 'wall';
  readonly resolutionNs: number;
  readonly #device: GPUDevice;
  readonly #now: () => number;
  readonly #counter = new ExecutionCounter();

  constructor(device: GPUDevice, now: () => number, resolutionNs: number) {
    this.#device = device;
    this.#now = now;
    this.resolutionNs = resolutionNs;
  }

  async time(prepared: Prepared, dispatches: number): Promise<readonly RawSample[]> {
    const samples: RawSample[] = [];
    for (const multiple of WALL_MULTIPLES) samples.push(await this.#batch(prepared, multiple * dispatches));
    return samples;
  }

  async #batch(prepared: Prepared, dispatches: number): Promise<RawSample> {
    const { queue } = this.#device;
    const untimed = this.#encode(prepared, untimedExecutions(dispatches));
    const timed = this.#encode(prepared, dispatches);
    queue.submit([untimed]);
    await queue.onSubmittedWorkDone();
    const startedAtMs = this.#now();
    queue.submit([timed]);
    await queue.onSubmittedWorkDone();
    return { startedAtMs, totalNs: (this.#now() - startedAtMs) * 1e6, dispatches };
  }

  #encode(prepared: Prepared, executions: number): GPUCommandBuffer {
    const encoder = this.#device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    this.#counter.encode(pass, prepared, executions);
    pass.end();
    return encoder.finish();
  }

  destroy(): void {}
}
