import type { DeviceClass } from '../core/environment.ts';
import { EXIT, UserError } from '../core/errors.ts';
import type { Work } from '../core/work.ts';

/**
 * The one rule for waiting on a GPU: every wait has an end. Time is counted in ticks of a timer, not read from a clock: a
 * machine that sleeps, or a page that is frozen, waits for nothing meanwhile.
 */

const TICK_MS = 1000;
/** A device that says nothing for longer than both is taken for lost. */
const LEAST_SECONDS = 30;
const EXPECTED_TIMES = 20;
/** Of one pipeline. */
export const COMPILING_SECONDS = 60;
/** A pipeline that takes longer is worth a remark. */
export const SLOW_COMPILING_SECONDS = 5;
/** Whoever has pressed Stop waits no longer than this for what is under way, or twice as long as it should take. */
const STOPPING_SECONDS = 8;
const STOPPING_TIMES = 2;

/** What a small device of its class does of what a launch counts, in FLOP and bytes a ns. */
const SMALL_DEVICE = { hardware: { flops: 200, bytes: 20 }, software: { flops: 0.5, bytes: 1 } } as const;

/** A pipeline was given up. */
export class NotCompiled extends Error {
  override readonly name = 'NotCompiled';
}

/** What waiting asks of the place it happens in. */
export interface WaitingRoom {
  /** Once it is aborted, waits are short. */
  readonly signal: AbortSignal | null;
  /** Resolves at once, or when a hidden page is visible again: until then no wait counts. */
  whenVisible(): Promise<void>;
}

/** How one device is waited for. */
interface Watch extends WaitingRoom {
  readonly deviceClass: DeviceClass;
  readonly loss: { message: string | null };
  /** Pipelines under way: the device may answer nothing else before they are done. */
  compiling: number;
}

const watches = new WeakMap<GPUDevice, Watch>();

/** Devices that were given up. Where one is destroyed, or collected as garbage, Dawn waits for it without end. */
const givenUp = new Set<GPUDevice>();

/** From here on, waits for the device follow the room's signal, and end in `loss` where it does not answer. */
export function watchDevice(
  device: GPUDevice,
  watch: WaitingRoom & Pick<Watch, 'deviceClass' | 'loss'>,
): void {
  const { signal, deviceClass, loss } = watch;
  watches.set(device, {
    signal,
    deviceClass,
    loss,
    whenVisible: () => watch.whenVisible(),
    compiling: 0,
  });
}

function watchOf(device: GPUDevice): Watch {
  const known = watches.get(device);
  if (known) return known;
  watchDevice(device, {
    signal: null,
    deviceClass: 'hardware',
    loss: { message: null },
    whenVisible: () => Promise.resolve(),
  });
  return watches.get(device)!;
}

/**
 * What the device promised.
 * @param expectedNs what it should take, everything that was submitted before it included
 * @throws UserError where the device is lost, or says nothing for so long that it counts as lost from here on
 */
export async function answered<T>(device: GPUDevice, promise: Promise<T>, expectedNs = 0): Promise<T> {
  const watch = watchOf(device);
  requireDevice(watch, promise);
  return within(promise, watch, {
    seconds: Math.max(LEAST_SECONDS, (EXPECTED_TIMES * expectedNs) / 1e9),
    stoppingSeconds: Math.max(STOPPING_SECONDS, (STOPPING_TIMES * expectedNs) / 1e9),
    counts: () => {
      requireDevice(watch);
      return watch.compiling === 0;
    },
    overdue: seconds => {
      watch.loss.message = `it did not answer for ${seconds} s`;
      givenUp.add(device);
      return lost(watch);
    },
  });
}

/**
 * A pipeline that is being compiled.
 * @returns it, and the whole seconds that it took
 * @throws NotCompiled where it takes longer than COMPILING_SECONDS; the device is not lost by that
 */
export async function compiled<T>(
  device: GPUDevice,
  promise: Promise<T>,
): Promise<{ readonly pipeline: T; readonly seconds: number }> {
  const watch = watchOf(device);
  requireDevice(watch, promise);
  let waited = 0;
  watch.compiling++;
  try {
    const pipeline = await within(promise, watch, {
      seconds: COMPILING_SECONDS,
      stoppingSeconds: STOPPING_SECONDS,
      counts: () => {
        requireDevice(watch);
        waited++;
        return true;
      },
      overdue: seconds => new NotCompiled(`it was still being compiled after ${seconds} s`),
    });
    return { pipeline, seconds: waited };
  } finally {
    watch.compiling--;
  }
}

/**
 * An adapter or a device that was asked for.
 * @param what was asked for: "an adapter"
 * @throws UserError where nothing comes
 */
export function given<T>(promise: Promise<T>, room: WaitingRoom, what: string): Promise<T> {
  return within(promise, room, {
    seconds: LEAST_SECONDS,
    stoppingSeconds: STOPPING_SECONDS,
    counts: () => true,
    overdue: seconds =>
      new UserError(
        `${what} was asked for, and nothing came for ${seconds} s: the GPU or its driver hangs`,
        EXIT.noAdapter,
      ),
  });
}

/** Rough ns of one execution of a launch, by what it counts: for waiting where nothing was measured of it. */
export function roughNs(device: GPUDevice, { executedFlops, modelledBytes }: Work): number {
  const small = SMALL_DEVICE[watchOf(device).deviceClass];
  return executedFlops / small.flops + modelledBytes / small.bytes;
}

/** @param unheard nobody waits for it where this throws */
function requireDevice({ loss }: Watch, unheard?: Promise<unknown>): void {
  if (loss.message === null) return;
  unheard?.catch(() => {});
  throw lost({ loss });
}

function lost({ loss }: Pick<Watch, 'loss'>): UserError {
  return new UserError(`the GPU device was lost: ${loss.message}`, EXIT.deviceLost);
}

interface Limit {
  readonly seconds: number;
  /** After the signal was aborted. */
  readonly stoppingSeconds: number;
  /** Whether a second counts. May throw, which ends the wait. */
  counts(): boolean;
  /** What the wait then fails with. */
  overdue(seconds: number): Error;
}

function within<T>(promise: Promise<T>, { signal, whenVisible }: WaitingRoom, limit: Limit): Promise<T> {
  return new Promise((resolve, reject) => {
    let seconds = 0;
    let stoppingSeconds = 0;
    let isAsking = false;
    let isOver = false;
    const end = (): void => {
      isOver = true;
      clearInterval(timer);
    };
    const timer = setInterval(() => {
      if (isAsking) return;
      isAsking = true;
      void whenVisible().then(count);
    }, TICK_MS);
    const count = (): void => {
      isAsking = false;
      if (isOver) return;
      try {
        if (signal?.aborted) stoppingSeconds++;
        if (limit.counts()) seconds++;
        if (seconds < limit.seconds && stoppingSeconds < limit.stoppingSeconds) return;
        fail(limit.overdue(Math.max(seconds, stoppingSeconds)));
      } catch (error) {
        fail(error);
      }
    };
    const fail = (error: unknown): void => {
      end();
      reject(error);
    };
    promise.then(value => {
      end();
      resolve(value);
    }, fail);
  });
}
