import type { Prepared } from '../prepare.ts';
import { ExecutionCounter, type RawSample, type Timer, untimedExecutions } from './timer.ts';

const ATTEMPTS = 3;
const RESOLVE_USAGE = 0x200 | 0x04; // QUERY_RESOLVE | COPY_SRC
const READ_USAGE = 0x01 | 0x08; // MAP_READ | COPY_DST

/**
 * GPU timestamps at the ends of the untimed and of the timed pass. Needs `timestamp-query`.
 *
 * Not at the beginning of the timed one: Vulkan devices may take that stamp while the pass before still runs.
 */
export class TimestampTimer implements Timer {
  readonly id = 'timestamp';
  readonly resolutionNs: number;
  readonly #device: GPUDevice;
  readonly #now: () => number;
  readonly #counter = new ExecutionCounter();
  readonly #queries: GPUQuerySet;
  readonly #resolved: GPUBuffer;
  readonly #staging: GPUBuffer;

  constructor(device: GPUDevice, now: () => number, resolutionNs: number) {
    this.#device = device;
    this.#now = now;
    this.resolutionNs = resolutionNs;
    this.#queries = device.createQuerySet({ type: 'timestamp', count: 2 });
    this.#resolved = device.createBuffer({ size: 16, usage: RESOLVE_USAGE });
    this.#staging = device.createBuffer({ size: 16, usage: READ_USAGE });
  }

  /** @throws Error where the timestamps run backwards three times in a row */
  async time(prepared: Prepared, dispatches: number): Promise<readonly RawSample[]> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const startedAtMs = this.#now();
      const [begin, end] = await this.stamps(prepared, dispatches);
      // Timestamps are allowed to go backwards or to be zero; such a pair measures nothing.
      if (end >= begin && end > 0n) return [{ startedAtMs, totalNs: Number(end - begin), dispatches }];
    }
    throw new Error(`GPU timestamps ran backwards ${ATTEMPTS} times in a row`);
  }

  /** The two raw timestamps of one batch, in ns. */
  async stamps(prepared: Prepared, dispatches: number): Promise<[bigint, bigint]> {
    const encoder = this.#device.createCommandEncoder();
    const untimed = encoder.beginComputePass({
      timestampWrites: { querySet: this.#queries, endOfPassWriteIndex: 0 },
    });
    this.#counter.encode(untimed, prepared, untimedExecutions(dispatches));
    untimed.end();
    const timed = encoder.beginComputePass({
      timestampWrites: { querySet: this.#queries, endOfPassWriteIndex: 1 },
    });
    this.#counter.encode(timed, prepared, dispatches);
    timed.end();
    encoder.resolveQuerySet(this.#queries, 0, 2, this.#resolved, 0);
    encoder.copyBufferToBuffer(this.#resolved, 0, this.#staging, 0, 16);
    this.#device.queue.submit([encoder.finish()]);
    await this.#staging.mapAsync(1);
    const [begin, end] = new BigUint64Array(this.#staging.getMappedRange().slice(0));
    this.#staging.unmap();
    return [begin!, end!];
  }

  destroy(): void {
    this.#queries.destroy();
    this.#resolved.destroy();
    this.#staging.destroy();
  }
}
