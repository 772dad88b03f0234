import { completeCase } from '../../app/cases.ts';
import type { RunEvent } from '../../core/event.ts';
import type { Group, Plan } from '../../core/plan.ts';
import { formatCase, parseCase } from '../../core/record/address.ts';
import type { BenchRecord } from '../../core/record/record.ts';
import type { Prepared } from '../../gpu/prepare.ts';
import type { Timer } from '../../gpu/timers/timer.ts';
import { answered, watchDevice } from '../../gpu/waiting.ts';
import { drawDevice } from '../../simulate/strata.ts';
import { simulatedBench, simulatedHost } from '../../truth/simulated-bench.ts';
import { simulatedEnvironment } from '../../truth/simulated-environment.ts';
import { createSimulatedResolver } from '../../truth/simulated-resolver.ts';
import type { CaseBench } from '../case/bench.ts';
import { runOnBench } from '../session/session.ts';

/** The address with all its tunables, as records have it. */
function complete(address: string): string {
  return formatCase(completeCase(parseCase(address)));
}

export const CANARY = complete('probe/read@vector(n=1048576)#1');

/** The address of a product that differs from others in its size. */
export function product(size: number): string {
  return complete(`gemv/rows-per-workgroup@dense(m=${size},n=${size})#1`);
}

/** One section for each list of groups of addresses. */
export function planOf(
  sections: readonly (readonly (readonly string[])[])[],
  more: Partial<Plan> = {},
): Plan {
  return {
    suite: 'test',
    sections: sections.map((groups, index) => ({
      id: `${index}`,
      title: '',
      weight: 1,
      groups: groups.map(group => group.map(parseCase) as unknown as Group),
    })),
    hostCases: [],
    leftOut: [],
    stop: { minimumRounds: 5, maximumRounds: 5, precision: 0.01 },
    warmupMs: 10,
    minimumBatchMs: 5,
    streamBytes: 1,
    canary: parseCase(CANARY),
    timeBudgetMs: 60_000,
    seed: 1,
    ...more,
  };
}

/** What the device was asked to do, in order. */
export interface DeviceCall {
  readonly what: 'prepare' | 'run' | 'time' | 'poison' | 'read' | 'destroy';
  readonly address: string;
  readonly atMs: number;
}

export interface Faults {
  /** May throw, lose the device, or let time pass, before the call is carried out. */
  before?(call: DeviceCall, device: { lose(): void; idle(ms: number): void }): void;
  /** What the call waits for on the device before it is carried out; null: for nothing. */
  answer?(call: DeviceCall): Promise<unknown> | null;
  /** Once it is aborted, the session ends. */
  readonly signal?: AbortSignal;
  /** How long the page is hidden before a round. */
  hiddenMs?(): number;
  /** How much time is given when it has left out cases for lack of it, each time that it asks; afterwards none. */
  readonly longer?: readonly { readonly afterMs: number; readonly moreMs: number }[];
  /** The host's clock never moves. */
  readonly clockStands?: boolean;
}

/** A session on simulated devices that go wrong as told. */
export async function simulatedSession(
  plan: Plan,
  {
    before,
    answer,
    hiddenMs,
    longer = [],
    clockStands = false,
    signal = new AbortController().signal,
  }: Faults = {},
): Promise<{
  readonly events: readonly RunEvent[];
  readonly records: ReadonlyMap<string, BenchRecord>;
  readonly calls: readonly DeviceCall[];
}> {
  const model = drawDevice('bandwidth', 'apart', 1);
  const time = { nowMs: 0 };
  const calls: DeviceCall[] = [];
  const open = (): CaseBench => {
    const bench = simulatedBench(model, time, plan);
    const loss: { message: string | null } = { message: null };
    const device = {
      // As on a GPU: what is under way fails before anybody hears why.
      lose: () => void Promise.resolve().then(() => (loss.message = 'gone')),
      idle: (ms: number) => {
        time.nowMs += ms;
      },
    };
    // Stands for the device where it is waited for.
    const waitedFor = {} as GPUDevice;
    const whenVisible = () => Promise.resolve();
    watchDevice(waitedFor, { deviceClass: 'hardware', loss, signal, whenVisible });
    return watched({ ...bench, gpu: { ...bench.gpu, loss } }, (what, address) => {
      const call = { what, address, atMs: time.nowMs };
      calls.push(call);
      before?.(call, device);
      const waiting = answer?.(call) ?? null;
      return waiting === null ? Promise.resolve() : answered(waitedFor, waiting);
    });
  };
  const events: RunEvent[] = [];
  const gifts = [...longer];
  const session = runOnBench({
    bench: open(),
    host: {
      ...simulatedHost(clockStands ? { nowMs: 0 } : time),
      whenVisible: async () => {
        time.nowMs += hiddenMs?.() ?? 0;
      },
    },
    plan,
    environment: simulatedEnvironment(model),
    signal,
    resolver: { resolve: createSimulatedResolver().resolve, forget: () => {} },
    seal: async record => ({ ...record, sha256: '' }) as BenchRecord,
    longer: async () => {
      const gift = gifts.shift();
      time.nowMs += gift?.afterMs ?? 0;
      return gift?.moreMs ?? null;
    },
    reopen: async () => open(),
    runHost: () => Promise.reject(new Error('no host cases')),
  });
  for await (const event of session) events.push(event);
  const records = events.flatMap(event => (event.type === 'record' ? [event.record] : []));
  return { events, records: new Map(records.map(record => [record.address, record])), calls };
}

function watched(
  bench: CaseBench,
  watch: (what: DeviceCall['what'], address: string) => Promise<unknown>,
): CaseBench {
  const inner = new WeakMap<Prepared, { readonly prepared: Prepared; readonly address: string }>();
  const known = async (prepared: Prepared): Promise<Prepared> => {
    const { prepared: own, address } = inner.get(prepared)!;
    await watch('time', address);
    return own;
  };
  const timer = (watchedTimer: Timer): Timer => ({
    ...watchedTimer,
    batch: async (prepared, ...batch) => watchedTimer.batch(await known(prepared), ...batch),
    time: async (prepared, ...batch) => watchedTimer.time(await known(prepared), ...batch),
  });
  return {
    ...bench,
    timers: { gpu: timer(bench.timers.gpu), wall: timer(bench.timers.wall) },
    executor: {
      async prepare(resolved, launch, copyCount) {
        const { address } = resolved;
        await watch('prepare', address);
        const prepared = await bench.executor.prepare(resolved, launch, copyCount);
        const outer: Prepared = {
          ...prepared,
          poison: () => void watch('poison', address),
          readOutput: async () => {
            await watch('read', address);
            return prepared.readOutput();
          },
          destroy: () => void watch('destroy', address),
        };
        inner.set(outer, { prepared, address });
        return outer;
      },
      async runOnce(prepared) {
        const { prepared: own, address } = inner.get(prepared)!;
        await watch('run', address);
        return bench.executor.runOnce(own);
      },
    },
  };
}
