import { describe, expect, it } from 'vitest';
import { parseCase } from '../../core/record/address.ts';
import type { BenchRecord, OkRecord } from '../../core/record/record.ts';
import { simulatedHost } from '../../truth/simulated-bench.ts';
import { CANARY, planOf, product, simulatedSession } from '../testing/simulated-session.ts';
import { createBudget } from './budget.ts';

const [A, B, C] = [product(256), product(512), product(1024)];

function samplesOf(records: ReadonlyMap<string, BenchRecord>, address: string): OkRecord['samples'] {
  const record = records.get(address);
  expect(record).toMatchObject({ status: 'ok' });
  return (record as OkRecord).samples;
}

/** Every check takes the host two seconds of a budget of three. */
async function slowlyChecked(groups: readonly (readonly string[])[]) {
  const { records } = await simulatedSession(planOf([groups], { timeBudgetMs: 3000 }), {
    before: ({ what, address }, device) => {
      if (what === 'run' && address !== CANARY) device.idle(2000);
    },
  });
  return records;
}

it('what there was no time for names the time that was promised, not what preparing left of it', async () => {
  const { records } = await simulatedSession(
    planOf([[[A]], [[B]]], { timeBudgetMs: 2000, promisedMs: 3000 }),
    { before: ({ what, address }, device) => void (what === 'run' && address === A && device.idle(3000)) },
  );
  expect(records.get(B)).toMatchObject({
    status: 'skipped',
    reason: 'the time budget of 3 s was used up before it',
  });
});

describe('a time budget', () => {
  function budgetOf(ms: number) {
    const time = { nowMs: 500 };
    return { time, budget: createBudget(simulatedHost(time), 500, ms) };
  }

  it('gives the rounds of a section its part of what is left, and preparing it twice that, never more than is left', () => {
    const { time, budget } = budgetOf(8000);
    time.nowMs += 4000;
    expect(budget.beginPreparing({ own: 1, waiting: 1, refining: 2 })).toBe(4000 + 2000);
    expect(budget.beginPreparing({ own: 3, waiting: 1, refining: 0 })).toBe(4000 + 4000);
    expect(budget.beginRounds({ own: 1, waiting: 1, refining: 2 })).toBe(4000 + 1000);
    time.nowMs += 5000;
    expect(budget.isUsedUp()).toBe(true);
    expect(budget.beginRounds({ own: 1, waiting: 0, refining: 0 })).toBe(9000);
  });

  it('keeps time back for preparing the sections that wait, as long as the one before took by weight', () => {
    const { time, budget } = budgetOf(10_000);
    const weights = { own: 1, waiting: 1, refining: 0 };
    budget.beginPreparing(weights);
    time.nowMs += 2000;
    expect(budget.beginRounds(weights)).toBe(2000 + (8000 - 2000) / 2);
  });

  it('keeps at most four tenths of what is left back', () => {
    const { time, budget } = budgetOf(10_000);
    const weights = { own: 1, waiting: 1, refining: 0 };
    budget.beginPreparing(weights);
    time.nowMs += 5000;
    expect(budget.beginRounds(weights)).toBe(5000 + (5000 * 0.6) / 2);
  });
});

describe('a section whose cases take longer to prepare than there is time', () => {
  it('skips the cases that it comes to too late, and says why', async () => {
    const records = await slowlyChecked([[A], [B], [C]]);
    expect(records.get(B)).toMatchObject({ status: 'ok', stop: { rounds: 5 } });
    expect(records.get(C)).toMatchObject({
      status: 'skipped',
      reason: 'the time of its section was used up before it was prepared',
    });
  });

  it('measures its first group all the same', async () => {
    const records = await slowlyChecked([
      [A, B],
      [A, C],
    ]);
    expect([A, B, C].map(address => records.get(address)?.status)).toEqual(['ok', 'ok', 'skipped']);
  });
});

describe('a hidden page', () => {
  const HOUR_MS = 3_600_000;

  /** A session whose page is hidden before its third round. */
  async function sessionHiddenFor(ms: number) {
    let rounds = 0;
    const plan = planOf([[[B]], [[C]]], {
      stop: { minimumRounds: 10, maximumRounds: 20, precision: 0.001 },
    });
    return simulatedSession(plan, { hiddenMs: () => (++rounds === 3 ? ms : 0) });
  }

  function roundsOf({ events }: Awaited<ReturnType<typeof sessionHiddenFor>>): (number | string)[] {
    return events.flatMap(event => {
      if (event.type !== 'record') return [];
      return [event.record.status === 'ok' ? event.record.stop.rounds : event.record.status];
    });
  }

  it('does not spend the time budget: as many rounds are measured, and as much time is left', async () => {
    const hidden = await sessionHiddenFor(HOUR_MS);
    expect(roundsOf(hidden)).toEqual(roundsOf(await sessionHiddenFor(0)));
    const remaining = hidden.events.flatMap(event =>
      event.type === 'progress' ? [event.progress.remainingMs ?? 0] : [],
    );
    expect(Math.min(...remaining)).toBeGreaterThan(0);
    expect(hidden.events.at(-1)).toMatchObject({ type: 'end', facts: { ended: 'complete' } });
  });
});

describe('the time of a section', () => {
  const ENDLESS = { minimumRounds: 1e6, maximumRounds: 1e6, precision: 0 };
  const BUDGET_MS = 4000;

  /** Until when the first section was timed. */
  async function endOfFirstMs(plan: Parameters<typeof planOf>[1]): Promise<number> {
    const { records } = await simulatedSession(
      planOf([[[A]]], { stop: ENDLESS, timeBudgetMs: BUDGET_MS, ...plan }),
    );
    return samplesOf(records, A).at(-1)!.startedAtMs;
  }

  it('is all there is where nothing follows', async () => {
    expect((await endOfFirstMs({})) / BUDGET_MS).toBeCloseTo(1, 1);
  });

  it('leaves the share that refining is given, by weight', async () => {
    const refine = () => null;
    expect((await endOfFirstMs({ refine, refineWeight: 3 })) / BUDGET_MS).toBeCloseTo(1 / 4, 1);
    expect((await endOfFirstMs({ refine })) / BUDGET_MS).toBeCloseTo(1, 1);
    expect((await endOfFirstMs({ refineWeight: 3 })) / BUDGET_MS).toBeCloseTo(1, 1);
  });

  it('that refines begins where the sections end, and leaves the share of refining once more', async () => {
    let asked = 0;
    const refine = (seen: readonly BenchRecord[]) => {
      expect(seen.map(({ address }) => address)).toContain(A);
      if (++asked > 1) return null;
      return { id: 'refined', title: '', weight: 1, groups: [[parseCase(B)]] as const };
    };
    const plan = planOf([[[A]]], { stop: ENDLESS, timeBudgetMs: BUDGET_MS, refine, refineWeight: 1 });
    const { records } = await simulatedSession(plan);
    expect(samplesOf(records, B)[0]!.startedAtMs / BUDGET_MS).toBeCloseTo(1 / 2, 1);
    expect(samplesOf(records, B).at(-1)!.startedAtMs / BUDGET_MS).toBeCloseTo(3 / 4, 1);
    expect(asked).toBe(2);
  });

  it('goes by the weights of the sections that are left', async () => {
    const plan = planOf([[[A]], [[B]], [[C]]], { stop: ENDLESS, timeBudgetMs: BUDGET_MS });
    const sections = plan.sections.map((section, i) => ({ ...section, weight: [1, 1, 2][i]! }));
    const { records } = await simulatedSession({ ...plan, sections });
    const begins = [A, B, C].map(address => samplesOf(records, address)[0]!.startedAtMs / BUDGET_MS);
    for (const [i, expected] of [0, 1 / 4, 1 / 2].entries()) expect(begins[i]).toBeCloseTo(expected, 1);
  });
});
