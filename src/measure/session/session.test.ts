import { describe, expect, it } from 'vitest';
import { parseCase } from '../../core/address.ts';
import type { BenchRecord, OkRecord } from '../../core/record.ts';
import { planOf, product, simulatedSession } from '../testing/simulated-session.ts';

const [A, B, C] = [product(256), product(512), product(1024)];

function samplesOf(records: ReadonlyMap<string, BenchRecord>, address: string): OkRecord['samples'] {
  const record = records.get(address);
  expect(record).toMatchObject({ status: 'ok' });
  return (record as OkRecord).samples;
}

/** What was timed in each round, in order. */
function roundsOf(records: ReadonlyMap<string, BenchRecord>): readonly string[] {
  const taken = [A, B, C].flatMap((address, place) =>
    records.has(address)
      ? samplesOf(records, address).map(sample => ({ ...sample, name: 'ABC'[place]! }))
      : [],
  );
  const rounds = new Map<number, string>();
  for (const { round, name } of taken.sort((s, t) => s.index - t.index))
    rounds.set(round, (rounds.get(round) ?? '') + name);
  return [...rounds.values()];
}

describe('a round', () => {
  it('times reference and rung A B B A, so that neither comes first more often', async () => {
    const { records } = await simulatedSession(planOf([[[A, B]]]));
    expect(roundsOf(records)).toEqual(Array.from({ length: 5 }, () => 'ABBA'));
  });

  it('times a case alone once', async () => {
    const { records } = await simulatedSession(planOf([[[A]]]));
    expect(roundsOf(records)).toEqual(Array.from({ length: 5 }, () => 'A'));
  });

  it('keeps the four of a pair together, and takes groups in an order that changes', async () => {
    const stop = { minimumRounds: 20, maximumRounds: 20, precision: 0.01 };
    const { records } = await simulatedSession(planOf([[[A, B], [C]]], { stop }));
    const rounds = roundsOf(records);
    expect(rounds.length).toBe(20);
    expect(new Set(rounds)).toEqual(new Set(['ABBAC', 'CABBA']));
  });

  it('stamps its samples with a round, a group and a place in the session that ascend', async () => {
    const { records } = await simulatedSession(planOf([[[A, B]], [[A]]]));
    const samples = samplesOf(records, A);
    expect(samples.map(({ group }) => group)).toEqual([
      ...Array.from({ length: 10 }, () => '0/0'),
      ...Array.from({ length: 5 }, () => '1/0'),
    ]);
    for (const [i, sample] of samples.slice(1).entries()) {
      expect(sample.index).toBeGreaterThan(samples[i]!.index);
      expect(sample.round).toBeGreaterThanOrEqual(samples[i]!.round);
      expect(sample.startedAtMs).toBeGreaterThan(samples[i]!.startedAtMs);
    }
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
