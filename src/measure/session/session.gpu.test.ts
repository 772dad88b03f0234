import { describe, expect, it } from 'vitest';
import { createResolver } from '../../app/cases.ts';
import { describeEnvironment } from '../../app/environment.ts';
import type { Environment } from '../../core/environment.ts';
import type { RunEvent } from '../../core/event.ts';
import type { Group, Plan } from '../../core/plan.ts';
import { parseCase } from '../../core/record/address.ts';
import type { BenchRecord, Case, OkRecord } from '../../core/record/record.ts';
import type { Gpu } from '../../gpu/device.ts';
import { openGpu } from '../../gpu/open.ts';
import { PipelineCache } from '../../gpu/prepare.ts';
import { testGpu } from '../../gpu/testing.ts';
import { nodePlatform } from '../../platform/node.ts';
import { perDispatchNs } from '../../stats/per-dispatch.ts';
import { runSession } from './session.ts';

const READ = parseCase('probe/read@vector(n=16384)#1');
const GEMV = parseCase('gemv/row-per-thread@dense(m=64,n=64)#1');
const SPMV = parseCase('spmv/csr-scalar@uniform(m=64,n=64,density=0.2)#1');

function plan(groups: readonly Group[], more: Partial<Plan> = {}): Plan {
  return {
    suite: 'test',
    sections: [{ id: 'all', title: 'All', groups, weight: 1 }],
    hostCases: [],
    leftOut: [],
    stop: { minimumRounds: 4, maximumRounds: 4, precision: 0.01 },
    warmupMs: 1,
    minimumBatchMs: 1,
    streamBytes: 1 << 16,
    canary: READ,
    timeBudgetMs: 30_000,
    seed: 1,
    ...more,
  };
}

/** Measuring the clocks takes longer than most sessions here. */
let known: Promise<Environment> | null = null;

function environmentOf(gpu: Gpu): Promise<Environment> {
  known ??= describeEnvironment(nodePlatform, gpu, null);
  return known;
}

async function run(
  gpu: Gpu,
  input: Plan,
  onEvent: (event: RunEvent, abort: () => void) => void = () => {},
  reopen = (): Promise<Gpu> => Promise.reject(new Error('no second device in this test')),
) {
  const resolver = createResolver([], new Map());
  const abort = new AbortController();
  const records = new Map<string, OkRecord | BenchRecord>();
  const events: RunEvent[] = [];
  const environment = await environmentOf(gpu);
  const session = runSession({
    gpu,
    host: nodePlatform,
    plan: input,
    environment,
    signal: abort.signal,
    resolver,
    pipelines: device => new PipelineCache(device),
    seal: async record => ({ ...record, sha256: '' }) as BenchRecord,
    reopen,
  });
  for await (const event of session) {
    events.push(event);
    if (event.type === 'record') records.set(event.record.address, event.record);
    onEvent(event, () => abort.abort());
  }
  return { events, records: [...records.values()], environment };
}

function okRecord(records: readonly BenchRecord[], c: Case): OkRecord {
  const record = records.find(
    ({ case: { kernelId, memoryShare } }) => kernelId === c.kernelId && memoryShare === c.memoryShare,
  );
  expect(record, JSON.stringify(records)).toMatchObject({ status: 'ok' });
  return record as OkRecord;
}

describe('a session', () => {
  it('measures pairs A B B A in every round, on checked outputs', async context => {
    const gpu = await testGpu(context);
    const { records, events } = await run(gpu, plan([[GEMV, SPMV]]));
    const [a, b] = [okRecord(records, GEMV), okRecord(records, SPMV)];
    expect(a.check).toMatchObject({ method: 'every element', elementCount: 64 });
    const order = [...a.samples.map(s => ({ ...s, of: 'A' })), ...b.samples.map(s => ({ ...s, of: 'B' }))]
      .sort((s, t) => s.index - t.index)
      .map(({ of }) => of);
    const perSet = order.length / 4;
    const rounds = Array.from({ length: 4 }, (_, i) => order.slice(i * perSet, (i + 1) * perSet).join(''));
    expect(new Set(rounds).size).toBe(1);
    expect(rounds[0]!.replace(/(.)\1*/g, '$1')).toBe('ABA');
    expect(a.copies.count).toBe(4);
    expect(perDispatchNs(a.samples, a.timerId).every(({ ns }) => ns > 0)).toBe(true);
    expect(events.at(-1)).toMatchObject({ type: 'end', facts: { ended: 'complete' } });
  });

  it('skips with a reason and fails with a stage, and goes on', async context => {
    const gpu = await testGpu(context);
    const wrongParams = { ...GEMV, problem: { ...GEMV.problem, params: { m: -1, n: 4 } } };
    const leftOut = [{ case: SPMV, reason: 'left out for this test' }];
    const { records } = await run(gpu, plan([[wrongParams, READ]], { leftOut }));
    expect(records.find(r => r.status === 'failed')).toMatchObject({ stage: 'problem', message: /m/ });
    expect(records.find(r => r.status === 'skipped')).toMatchObject({ reason: 'left out for this test' });
    expect(okRecord(records, READ).samples.length).toBeGreaterThan(0);
  });

  it('keeps what it has when it is stopped', async context => {
    const gpu = await testGpu(context);
    const long = plan([[READ]], { stop: { minimumRounds: 1000, maximumRounds: 1000, precision: 0 } });
    const { records, events } = await run(gpu, long, (event, abort) => {
      if (event.type === 'progress' && event.progress.doing === 'timing round 3') abort();
    });
    const record = okRecord(records, READ);
    expect(record.stop).toMatchObject({ reason: 'interrupted' });
    expect(record.stop.rounds).toBeLessThan(10);
    expect(events.at(-1)).toMatchObject({ type: 'end', facts: { ended: 'interrupted' } });
  });

  it('loses one section to a lost device, and measures the others on a new one', async context => {
    const gpu = await testGpu(context);
    const doomed = await openGpu(nodePlatform, null);
    const sections = [READ, GEMV, SPMV].map((c, i) => ({
      id: `${i}`,
      title: '',
      groups: [[c]] as const,
      weight: 1,
    }));
    let rounds = 0;
    const { records, events } = await run(
      doomed,
      plan([], { sections }),
      event => {
        if (event.type === 'progress' && event.progress.doing.startsWith('timing') && ++rounds === 6)
          doomed.device.destroy();
      },
      async () => gpu,
    );
    for (const c of [READ, SPMV]) expect(okRecord(records, c).samples.length).toBeGreaterThan(0);
    expect(records.find(r => r.case.kernelId === GEMV.kernelId)).toMatchObject({
      status: 'failed',
      message: /the device was lost/,
    });
    expect(events.at(-1)).toMatchObject({ type: 'end', facts: { ended: 'complete' } });
  });

  it('skips sections that the time budget does not reach', async context => {
    const gpu = await testGpu(context);
    const sections = [READ, GEMV].map((c, i) => ({
      id: `${i}`,
      title: '',
      groups: [[c]] as const,
      weight: 1,
    }));
    const { records } = await run(
      gpu,
      plan([], { sections, timeBudgetMs: 1, stop: { minimumRounds: 9, maximumRounds: 9, precision: 0 } }),
    );
    expect(okRecord(records, READ).stop).toEqual({ reason: 'time-cap', rounds: 5 });
    expect(records.find(r => r.case.kernelId === GEMV.kernelId)).toMatchObject({
      status: 'skipped',
      reason: /time budget/,
    });
  });

  it('times the host’s own products and the cost of submitting', async context => {
    const gpu = await testGpu(context);
    const hostCases = [
      'host/js-dense@dense(m=64,n=64)#1',
      'host/js-csr@uniform(m=64,n=64,density=0.2)#1',
      'host/encode-submit@nothing()#1',
    ];
    const { records } = await run(gpu, plan([[READ]], { hostCases: hostCases.map(parseCase) }));
    for (const text of hostCases) {
      expect(okRecord(records, parseCase(text))).toMatchObject({ timerId: 'host', sampleOrder: 'sorted' });
    }
  });

  it('knows its clocks', async context => {
    const gpu = await testGpu(context);
    const { clock } = await environmentOf(gpu);
    expect(clock.wallStepNs).toBeGreaterThan(0);
    expect(clock.wallStepNs).toBeLessThan(1e6);
    if (gpu.features.has('timestamp-query')) {
      expect(clock.timestampStepNs).toBeGreaterThan(0);
      expect(clock.timestampsQuantised).toBe(false);
      // On a machine that is busy enough nothing is resolved.
      expect(clock.agreement?.ratio ?? 1).toBeGreaterThan(0);
    }
  });
});
