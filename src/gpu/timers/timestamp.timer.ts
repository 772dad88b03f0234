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

  async time(
    prepared: Prepared,
    dispatches: number,
    executionNs: number | null,
  ): Promise<readonly RawSample[]> {
    return [await this.batch(prepared, dispatches, executionNs)];
  }

  /** @throws StampsError where the timestamps run backwards, or are missing, three times in a row */
  async batch(prepared: Prepared, dispatches: number, executionNs: number | null): Promise<RawSample> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const stamped = await this.stamped(prepared, dispatches, executionNs);
      const { startedAtMs, begin, end } = stamped;
      if (isUsable(stamped)) return { startedAtMs, totalNs: Number(end - begin), dispatches };
    }
    throw new StampsError(`GPU timestamps ran backwards or were zero ${ATTEMPTS} times in a row`);
  }

  /** One batch by both clocks. */
  async stamped(prepared: Prepared, dispatches: number, executionNs: number | null): Promise<StampedBatch> {
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
    const startedAtMs = this.#now();
    for (const commands of buffers) this.#device.queue.submit([commands]);
    const eachNs = executionNs ?? roughNs(this.#device, prepared.launch.work);
    const expectedNs = (untimedExecutions(dispatches) + dispatches) * eachNs;
    await answered(this.#device, this.#staging.mapAsync(1), expectedNs);
    const wallNs = (this.#now() - startedAtMs) * 1e6;
    const [begin, end] = new BigUint64Array(this.#staging.getMappedRange().slice(0));
    this.#staging.unmap();
    return { begin: begin!, end: end!, startedAtMs, wallNs };
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

/** The GPU's clock gives nothing to time by. */
export class StampsError extends Error {
  override readonly name = 'StampsError';
}

/** One batch as both clocks saw it. */
export interface StampedBatch {
  /** Raw timestamps in ns, where the untimed and where the timed pass ended. */
  readonly begin: bigint;
  readonly end: bigint;
  /** On the platform's clock. */
  readonly startedAtMs: number;
  /** From the first submission to the answer, the untimed pass included. */
  readonly wallNs: number;
}

/** Timestamps are allowed to go backwards or to be zero; such a pair measures nothing. */
export function isUsable({ begin, end }: StampedBatch): boolean {
  return begin > 0n && end >= begin;
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
