import { takingPart } from '../../bench/suites/parts/families.ts';
import { get, kernels, partsOf } from '../catalog.ts';
import type { DeviceClass } from '../core/environment.ts';
import type { KernelLimits, Resource } from '../core/kernel.ts';
import type { Pilot, Plan, Suite } from '../core/plan.ts';
import type { BenchRecord } from '../core/record/record.ts';
import type { SessionFacts } from '../core/record/result-file.ts';
import type { Prepared } from '../gpu/prepare.ts';
import type { CaseBench } from '../measure/case/bench.ts';
import { runOnBench } from '../measure/session/session.ts';
import type { SimulatedDevice } from '../simulate/device.ts';
import { createHostWork, type HostWork } from './host-work.ts';
import { modelResidentBytes } from './product-load.ts';
import { type SimulatedTime, simulatedBench, simulatedHost } from './simulated-bench.ts';
import { simulatedEnvironment } from './simulated-environment.ts';
import type { SimulatedResolver } from './simulated-resolver.ts';

/** Arrays are shared by who reads them in vec4s, padded, and who does not. */
const QUAD_BYTES = 16;

/** A device that exists, described by what is published of it. */
export interface Card {
  readonly device: SimulatedDevice;
  readonly limits: KernelLimits;
  readonly features: ReadonlySet<string>;
  /** Bytes that the last cache holds. */
  readonly lastCacheBytes: number;
}

/** What a suite would do on a card, and how long it would take with a host like the one that was measured. */
export interface Replay {
  readonly plan: Plan;
  readonly facts: SessionFacts;
  readonly records: readonly BenchRecord[];
  /** The pilot's time included. */
  readonly totalMs: number;
  readonly hostMs: number;
  /** Most device memory held at a time. */
  readonly peakBytes: number;
}

/** The pilot tries the tunables of a kernel for so long at most, and sizes before. */
const PILOT_MS_PER_KERNEL = 450;
/** Resident sets, the smallest product, and the shapes of the read probe. */
const PILOT_MS_AFTER = 1500;
const DEVICE_CLASS: DeviceClass = 'hardware';

export async function replayPlan(options: {
  readonly card: Card;
  readonly suite: Suite;
  readonly resolver: SimulatedResolver;
}): Promise<Replay> {
  const { card, suite, resolver } = options;
  const pilot = await cardPilot(card);
  const kernelIds = takingPart([...kernels.keys()], suite.comparesPatterns);
  const planned = suite.plan({
    deviceClass: DEVICE_CLASS,
    limits: card.limits,
    features: card.features,
    pilot,
    files: [],
    kernelIds,
    seed: 1,
    timeBudgetMs: null,
  });
  const piloted = (suite.piloted?.(kernelIds) ?? kernelIds).filter(
    id => partsOf(get(kernels, id, 'kernel')).operation.pilot !== null,
  );
  const pilotMs = piloted.length * PILOT_MS_PER_KERNEL + PILOT_MS_AFTER;
  const { refine: _refine, ...rest } = planned;
  const timeBudgetMs = Math.max(planned.timeBudgetMs / 2, planned.timeBudgetMs - pilotMs);
  const plan: Plan = { ...rest, hostCases: [], timeBudgetMs };
  const time = { nowMs: 0 };
  const spent = { hostMs: 0, peakBytes: 0 };
  const records = new Map<string, BenchRecord>();
  let facts: SessionFacts | null = null;
  const session = runOnBench({
    bench: cardBench(card, plan, time, spent),
    host: simulatedHost(time),
    plan,
    environment: simulatedEnvironment(card.device),
    signal: new AbortController().signal,
    resolver: { resolve: resolver.resolve, forget: () => {} },
    seal: async record => ({ ...record, sha256: '' }) as BenchRecord,
    reopen: () => Promise.reject(new Error('a simulated device is never lost')),
    runHost: () => Promise.reject(new Error('host code is not simulated')),
  });
  for await (const event of session) {
    if (event.type === 'record') records.set(event.record.address, event.record);
    if (event.type === 'end') facts = event.facts;
  }
  if (!facts) throw new Error('the session ended without its totals');
  return { plan, facts, records: [...records.values()], totalMs: pilotMs + time.nowMs, ...spent };
}

/** Bytes that an execution moves over the rate of memory, and its FLOPs over the rate of a good kernel. */
async function cardPilot({ device, lastCacheBytes }: Card): Promise<Pilot> {
  const productShare = 0.5;
  return {
    beyondCacheBytes: lastCacheBytes >= 64 * 2 ** 20 ? 2 ** Math.ceil(Math.log2(1.5 * lastCacheBytes)) : null,
    residentBytes: await modelResidentBytes(device),
    launchNs: device.launchNs + device.rampNs,
    tunables: () => ({}),
    estimateNs(id, size) {
      const { operation, format } = partsOf(get(kernels, id, 'kernel'));
      const units = operation.pilot?.workUnits(size, format) ?? Number.POSITIVE_INFINITY;
      const { memoryShare = 1 } = device.kernels[id] ?? {};
      const bytes = format.family === 'dense' ? 4 : 8;
      const perSecond =
        operation.id === 'matmul'
          ? (device.flopsPerSecond * productShare) / 2
          : (device.memory.bytesPerSecond * memoryShare) / bytes;
      return device.launchNs + device.rampNs + (1e9 * units) / perSecond;
    },
  };
}

function cardBench(
  card: Card,
  plan: Plan,
  time: SimulatedTime,
  spent: { hostMs: number; peakBytes: number },
): CaseBench {
  const bench = simulatedBench(card.device, time, { ...plan, seed: 1 });
  const work: HostWork = createHostWork();
  const memory = new Memory();
  const pass = (ns: number): void => {
    time.nowMs += ns / 1e6;
    spent.hostMs += ns / 1e6;
  };
  return {
    ...bench,
    gpu: { ...bench.gpu, features: card.features, limits: card.limits },
    executor: {
      async prepare(resolved, launch, copyCount) {
        pass(work.prepareNs(resolved, launch, copyCount));
        const prepared = await bench.executor.prepare(resolved, launch, copyCount);
        memory.hold(launch.resources, copyCount);
        spent.peakBytes = Math.max(spent.peakBytes, memory.bytes);
        return Object.assign(prepared, {
          readOutput: async () => {
            pass(work.checkNs(launch));
            return new Float32Array(1);
          },
          destroy: () => memory.free(launch.resources, copyCount),
        } satisfies Partial<Prepared>);
      },
      runOnce: bench.executor.runOnce,
    },
  };
}

/** Counts the bytes of buffers as the device's memory shares them: by array and place, as often as who wants most copies. */
class Memory {
  readonly #users = new Map<string, number[]>();
  readonly #names = new WeakMap<ArrayBufferLike, number>();
  #nameCount = 0;
  bytes = 0;

  hold(resources: readonly Resource[], copyCount: number): void {
    for (const resource of resources) {
      this.#change(resource, copyCount, (users, copies) => users.push(copies), 1);
    }
  }

  free(resources: readonly Resource[], copyCount: number): void {
    for (const resource of resources) {
      this.#change(resource, copyCount, (users, copies) => users.splice(users.indexOf(copies), 1), -1);
    }
  }

  #change(
    { role, data, byteLength }: Resource,
    copyCount: number,
    change: (users: number[], copies: number) => void,
    by: 1 | -1,
  ): void {
    if (!data) {
      this.bytes += by * byteLength;
      return;
    }
    const roomBytes = QUAD_BYTES * Math.ceil(byteLength / QUAD_BYTES);
    const key = `${this.#nameOf(data.buffer)} ${data.byteOffset} ${data.byteLength} ${roomBytes}`;
    const users = this.#users.get(key) ?? [];
    this.#users.set(key, users);
    const before = Math.max(0, ...users);
    change(users, role === 'weights' ? copyCount : 1);
    this.bytes += roomBytes * (Math.max(0, ...users) - before);
  }

  #nameOf(buffer: ArrayBufferLike): number {
    const name = this.#names.get(buffer) ?? this.#nameCount++;
    this.#names.set(buffer, name);
    return name;
  }
}
