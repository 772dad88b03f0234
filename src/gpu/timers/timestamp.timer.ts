import type { Prepared } from '../prepare.ts';
import { answered, roughNs } from '../waiting.ts';
import { submissionsOf } from './submissions.ts';
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
  async time(
    prepared: Prepared,
    dispatches: number,
    executionNs: number | null,
  ): Promise<readonly RawSample[]> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const startedAtMs = this.#now();
      const [begin, end] = await this.stamps(prepared, dispatches, executionNs);
      // Timestamps are allowed to go backwards or to be zero; such a pair measures nothing.
      if (end >= begin && end > 0n) return [{ startedAtMs, totalNs: Number(end - begin), dispatches }];
    }
    throw new Error(`GPU timestamps ran backwards ${ATTEMPTS} times in a row`);
  }

  /** The two raw timestamps of one batch, in ns. */
  async stamps(
    prepared: Prepared,
    dispatches: number,
    executionNs: number | null,
  ): Promise<[bigint, bigint]> {
    const submissions = stampedSubmissions(dispatches, executionNs);
    const buffers = submissions.map((passes, index) => {
      const encoder = this.#device.createCommandEncoder();
      for (const pass of passes) this.#encode(encoder, prepared, pass);
      if (index === submissions.length - 1) {
        encoder.resolveQuerySet(this.#queries, 0, 2, this.#resolved, 0);
        encoder.copyBufferToBuffer(this.#resolved, 0, this.#staging, 0, 16);
      }
      return encoder.finish();
    });
    for (const commands of buffers) this.#device.queue.submit([commands]);
    const eachNs = executionNs ?? roughNs(this.#device, prepared.launch.work);
    const expectedNs = (untimedExecutions(dispatches) + dispatches) * eachNs;
    await answered(this.#device, this.#staging.mapAsync(1), expectedNs);
    const [begin, end] = new BigUint64Array(this.#staging.getMappedRange().slice(0));
    this.#staging.unmap();
    return [begin!, end!];
  }

  #encode(encoder: GPUCommandEncoder, prepared: Prepared, { executions, endQuery }: StampedPass): void {
    const writes = { querySet: this.#queries, endOfPassWriteIndex: endQuery! };
    const pass = encoder.beginComputePass(endQuery === null ? {} : { timestampWrites: writes });
    this.#counter.encode(pass, prepared, executions);
    pass.end();
  }

  destroy(): void {
    this.#queries.destroy();
    this.#resolved.destroy();
    this.#staging.destroy();
  }
}

interface StampedPass {
  readonly executions: number;
  /** Written when the pass has ended. */
  readonly endQuery: number | null;
}

/** The passes of each submission: untimed and timed in one where that is short, else every pass in its own. */
function stampedSubmissions(
  dispatches: number,
  executionNs: number | null,
): readonly (readonly StampedPass[])[] {
  const untimed = untimedExecutions(dispatches);
  const passes = [...dividedPass(untimed, executionNs, 0), ...dividedPass(dispatches, executionNs, 1)];
  const fitsOne = submissionsOf(untimed + dispatches, executionNs).length === 1;
  return fitsOne ? [passes] : passes.map(pass => [pass]);
}

function dividedPass(executions: number, executionNs: number | null, endQuery: number): StampedPass[] {
  return submissionsOf(executions, executionNs).map((count, index, { length }) => ({
    executions: count,
    endQuery: index === length - 1 ? endQuery : null,
  }));
}
