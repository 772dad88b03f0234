import { describe, expect, it } from 'vitest';
import { parseCase } from '../../core/address.ts';
import type { RunEvent } from '../../core/event.ts';
import type { Plan } from '../../core/plan.ts';
import type { BenchRecord } from '../../core/record.ts';
import { drawDevice } from '../../simulate/strata.ts';
import { simulatedBench, virtualHost } from '../../truth/simulated-bench.ts';
import { simulatedEnvironment } from '../../truth/simulated-environment.ts';
import { createSimulatedResolver } from '../../truth/simulated-resolver.ts';
import { runOnBench } from './session.ts';

const HOUR_MS = 3_600_000;

function section(id: string, size: number): Plan['sections'][number] {
  const address = `gemv/rows-per-workgroup@dense(m=${size},n=${size})#1`;
  return { id, title: id, weight: 1, groups: [[parseCase(address)]] };
}

const PLAN: Plan = {
  suite: 'quick',
  sections: [section('first', 1024), section('second', 2048)],
  hostCases: [],
  leftOut: [],
  stop: { minimumRounds: 10, maximumRounds: 20, precision: 0.001 },
  warmupMs: 10,
  minimumBatchMs: 5,
  streamBytes: 1,
  canary: parseCase('probe/read@vector(n=1048576)#1'),
  timeBudgetMs: 60_000,
  seed: 1,
};

/** A session whose page is hidden for an hour before its third round. */
async function sessionOf(hiddenMs: number): Promise<RunEvent[]> {
  const device = drawDevice('bandwidth', 'apart', 1);
  const clock = { nowMs: 0 };
  let looks = 0;
  const host = {
    ...virtualHost(clock),
    whenVisible: async () => {
      if (++looks === 3) clock.nowMs += hiddenMs;
    },
  };
  const events: RunEvent[] = [];
  const session = runOnBench({
    bench: simulatedBench(device, clock, { ...PLAN }),
    host,
    plan: PLAN,
    environment: simulatedEnvironment(device),
    signal: new AbortController().signal,
    resolver: { resolve: createSimulatedResolver().resolve, forget: () => {} },
    seal: async record => ({ ...record, sha256: '' }) as BenchRecord,
    reopen: () => Promise.reject(new Error('never lost')),
    runHost: () => Promise.reject(new Error('no host cases')),
  });
  for await (const event of session) events.push(event);
  return events;
}

function roundsOf(events: readonly RunEvent[]): (number | string)[] {
  return events.flatMap(event => {
    if (event.type !== 'record') return [];
    return [event.record.status === 'ok' ? event.record.stop.rounds : event.record.status];
  });
}

describe('a hidden page', () => {
  it('does not spend the time budget: as many rounds are measured, and as much time is left', async () => {
    const hidden = await sessionOf(HOUR_MS);
    expect(roundsOf(hidden)).toEqual(roundsOf(await sessionOf(0)));
    const remaining = hidden.flatMap(event =>
      event.type === 'progress' ? [event.progress.remainingMs ?? 0] : [],
    );
    expect(Math.min(...remaining)).toBeGreaterThan(0);
    const end = hidden.at(-1);
    expect(end?.type === 'end' && end.facts.ended).toBe('complete');
  });
});
