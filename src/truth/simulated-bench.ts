import type { Launch } from '../core/kernel.ts';
import type { Prepared } from '../gpu/prepare.ts';
import { submissionsOf } from '../gpu/timers/submissions.ts';
import { type RawSample, type Timer, untimedExecutions } from '../gpu/timers/timer.ts';
import { wallMultiples } from '../gpu/timers/wall-multiples.ts';
import type { CaseBench, Host } from '../measure/case/bench.ts';
import { createNumbering } from '../measure/case/numbering.ts';
import type { SimulatedDevice } from '../simulate/device.ts';
import { executionNs, wallNs } from '../simulate/execution-time.ts';
import type { SimulatedLoad } from '../simulate/load.ts';
import { createNoise } from '../simulate/noise.ts';
import { speedsAt } from '../simulate/throttle.ts';
import { loadOf } from './load-of.ts';
import { SIMULATED_FEATURES, SIMULATED_LIMITS } from './simulated-environment.ts';

/** Time that only passes while the simulated device works. */
export interface SimulatedTime {
  nowMs: number;
}

export function simulatedHost(time: SimulatedTime): Host {
  return {
    now: () => time.nowMs,
    whenVisible: () => Promise.resolve(),
    breathe: () => Promise.resolve(),
  };
}

/**
 * A bench whose executor runs nothing and whose timers ask the device model. Outputs are not computed: the resolver that
 * belongs to it replaces the check by one that says so.
 */
export function simulatedBench(
  device: SimulatedDevice,
  time: SimulatedTime,
  effort: { readonly streamBytes: number; readonly minimumBatchMs: number; readonly seed: number },
): CaseBench {
  const loads = new WeakMap<Prepared, SimulatedLoad>();
  const noise = createNoise(device.noise, effort.seed);
  const batch = (prepared: Prepared, dispatches: number, kind: Timer['id']): number => {
    const load = loads.get(prepared)!;
    const speeds = speedsAt(device, time.nowMs);
    const eachNs = kind === 'wall' ? wallNs(device, load, speeds) : executionNs(device, load, speeds);
    const quietNs = eachNs * dispatches;
    const { factor, stallNs } = noise(time.nowMs, quietNs / 1e6);
    return quietNs * factor + stallNs;
  };
  const wall = wallTimer(device, time, batch);
  return {
    gpu: { features: SIMULATED_FEATURES, limits: SIMULATED_LIMITS, loss: { message: null } },
    executor: {
      prepare: async (resolved, launch, copyCount) => {
        const prepared = withoutMemory(launch, copyCount);
        loads.set(prepared, loadOf(resolved, launch, copyCount));
        return prepared;
      },
      runOnce: async () => new Float32Array(1),
    },
    timers: { gpu: device.timestamps ? timestampTimer(device, time, batch) : wall, wall },
    numbering: createNumbering(time.nowMs),
    streamBytes: effort.streamBytes,
    minimumBatchMs: effort.minimumBatchMs,
  };
}

/** @returns ns of a batch, disturbances included */
type Batch = (prepared: Prepared, dispatches: number, kind: Timer['id']) => number;

function timestampTimer(device: SimulatedDevice, time: SimulatedTime, batch: Batch): Timer {
  const one: Timer['batch'] = async (prepared, dispatches) => {
    const startedAtMs = time.nowMs;
    time.nowMs += (device.submitNs + batch(prepared, untimedExecutions(dispatches), 'timestamp')) / 1e6;
    const totalNs = seen(time, batch(prepared, dispatches, 'timestamp'), device.timestampStepNs);
    return { startedAtMs, totalNs, dispatches };
  };
  return {
    id: 'timestamp',
    resolutionNs: device.timestampStepNs,
    batch: one,
    time: async (...asked) => [await one(...asked)],
    destroy() {},
  };
}

function wallTimer(device: SimulatedDevice, time: SimulatedTime, batch: Batch): Timer {
  const one: Timer['batch'] = async (prepared, dispatches, executionNs) => {
    const submitNs = device.submitNs * submissionsOf(dispatches, executionNs).length;
    time.nowMs += (device.submitNs + batch(prepared, untimedExecutions(dispatches), 'wall')) / 1e6;
    const startedAtMs = time.nowMs;
    const totalNs = seen(time, submitNs + batch(prepared, dispatches, 'wall'), device.wallStepNs);
    return { startedAtMs, totalNs, dispatches };
  };
  return {
    id: 'wall',
    resolutionNs: device.wallStepNs,
    batch: one,
    async time(prepared, dispatches, executionNs) {
      const samples: RawSample[] = [];
      for (const multiple of wallMultiples(dispatches, executionNs))
        samples.push(await one(prepared, multiple * dispatches, executionNs));
      return samples;
    },
    destroy() {},
  };
}

/** Passes the time of a batch, and reads it before and after in steps of a clock. */
function seen(time: SimulatedTime, batchNs: number, stepNs: number): number {
  const beginNs = time.nowMs * 1e6;
  time.nowMs += batchNs / 1e6;
  return (Math.floor((beginNs + batchNs) / stepNs) - Math.floor(beginNs / stepNs)) * stepNs;
}

/** A launch that nothing holds in memory. */
function withoutMemory(launch: Launch, copyCount: number): Prepared {
  return {
    launch,
    copyCount,
    encode() {},
    poison() {},
    readOutput: async () => new Float32Array(1),
    destroy() {},
  };
}
