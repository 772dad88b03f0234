import type { Prepared } from '../prepare.ts';
import { answered, roughNs } from '../waiting.ts';
import { submissionsOf } from './submissions.ts';
import { ExecutionCounter, type RawSample, type Timer, untimedExecutions } from './timer.ts';
import { wallMultiples } from './wall-multiples.ts';

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

  async time(
    prepared: Prepared,
    dispatches: number,
    executionNs: number | null,
  ): Promise<readonly RawSample[]> {
    const samples: RawSample[] = [];
    for (const multiple of wallMultiples(dispatches, executionNs))
      samples.push(await this.batch(prepared, multiple * dispatches, executionNs));
    return samples;
  }

  async batch(prepared: Prepared, dispatches: number, executionNs: number | null): Promise<RawSample> {
    const { queue } = this.#device;
    const untimed = this.#encode(prepared, untimedExecutions(dispatches), executionNs);
    const timed = this.#encode(prepared, dispatches, executionNs);
    const expectedNs = dispatches * (executionNs ?? roughNs(this.#device, prepared.launch.work));
    for (const commands of untimed) queue.submit([commands]);
    await answered(this.#device, queue.onSubmittedWorkDone(), expectedNs);
    const startedAtMs = this.#now();
    for (const commands of timed) queue.submit([commands]);
    await answered(this.#device, queue.onSubmittedWorkDone(), expectedNs);
    return { startedAtMs, totalNs: (this.#now() - startedAtMs) * 1e6, dispatches };
  }

  #encode(prepared: Prepared, executions: number, executionNs: number | null): readonly GPUCommandBuffer[] {
    return submissionsOf(executions, executionNs).map(count => {
      const encoder = this.#device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      this.#counter.encode(pass, prepared, count);
      pass.end();
      return encoder.finish();
    });
  }

  destroy(): void {}
}
