import type { Prepared } from '../prepare.ts';

/** One measured batch, before the session numbers it. */
export interface RawSample {
  /** On the platform's clock. */
  readonly startedAtMs: number;
  readonly totalNs: number;
  /** Executions of the launch in the batch. */
  readonly dispatches: number;
}

export interface Timer {
  readonly id: 'timestamp' | 'wall';
  /** What two batches must differ by to be told apart: the step of the clock, or how late an end is heard of. */
  readonly resolutionNs: number;
  /**
   * Times one batch of `dispatches` executions, after an untimed pass of the same kernel. By wall clock it holds what a
   * submission and its answer cost, too.
   * @param executionNs estimated time of one execution, which keeps submissions short; null while unknown
   */
  batch(prepared: Prepared, dispatches: number, executionNs: number | null): Promise<RawSample>;
  /**
   * What one observation takes: one batch, or by wall clock a set of them, see wall-multiples.ts, whose slope cancels
   * what a submission costs by itself.
   * @param dispatches of the shortest batch
   */
  time(prepared: Prepared, dispatches: number, executionNs: number | null): Promise<readonly RawSample[]>;
  destroy(): void;
}

/** Executions of the untimed pass: enough to fill caches and raise clocks, a small part of the batch. */
export function untimedExecutions(dispatches: number): number {
  return Math.max(1, Math.ceil(dispatches / 16));
}

/** Hands out execution numbers, so that `stream` copies keep rotating across batches. */
export class ExecutionCounter {
  readonly #next = new WeakMap<Prepared, number>();

  encode(pass: GPUComputePassEncoder, prepared: Prepared, executions: number): void {
    const first = this.#next.get(prepared) ?? 0;
    for (let e = 0; e < executions; e++) prepared.encode(pass, first + e);
    this.#next.set(prepared, first + executions);
  }
}
