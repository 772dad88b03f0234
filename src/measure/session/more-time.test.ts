import { describe, expect, it } from 'vitest';
import type { Plan } from '../../core/plan.ts';
import { parseCase } from '../../core/record/address.ts';
import type { OkRecord } from '../../core/record/record.ts';
import { CANARY, type Faults, planOf, product, simulatedSession } from '../testing/simulated-session.ts';

const [A, B, C] = [product(256), product(512), product(1024)];
const HOUR_MS = 3_600_000;
const MINUTE = { afterMs: HOUR_MS, moreMs: 60_000 };

async function sessionOf(plan: Plan, faults: Faults) {
  const { events, records } = await simulatedSession(plan, faults);
  const ends = events.flatMap(event => (event.type === 'end' ? [event.facts] : []));
  const told = events.flatMap(event => (event.type === 'record' ? [event.record] : []));
  return { events, records, ends, told };
}

describe('a session that is given more time', () => {
  it('measures what it had left out, and only that', async () => {
    const { ends, told } = await sessionOf(planOf([[[A]], [[B]], [[C]]], { timeBudgetMs: 1 }), {
      longer: [MINUTE],
    });
    expect(told.map(({ address, status }) => [address, status])).toEqual([
      [A, 'ok'],
      [B, 'skipped'],
      [C, 'skipped'],
      [B, 'ok'],
      [C, 'ok'],
    ]);
    expect(ends.map(({ ended }) => ended)).toEqual(['time-cap', 'complete']);
  });

  it('states where it had ended and how long it waited, which is no part of how long it took', async () => {
    const { ends, records } = await sessionOf(planOf([[[A]], [[B]]], { timeBudgetMs: 1 }), {
      longer: [MINUTE],
    });
    const [first, second] = ends;
    expect(first!.continued).toBeUndefined();
    expect(second!.continued).toEqual([{ atMs: first!.durationMs, waitedMs: HOUR_MS }]);
    expect(second!.durationMs).toBeGreaterThan(first!.durationMs);
    expect(second!.durationMs).toBeLessThan(HOUR_MS);
    expect(second!.plannedRounds).toBeGreaterThan(first!.plannedRounds);
    const [earlier, later] = [A, B].map(address => (records.get(address) as OkRecord).samples);
    expect(later![0]!.index).toBeGreaterThan(earlier!.at(-1)!.index);
    expect(later![0]!.round).toBeGreaterThan(earlier!.at(-1)!.round);
    expect(later![0]!.startedAtMs).toBeGreaterThan(HOUR_MS);
  });

  it('measures a late case beside its reference, whose samples go on', async () => {
    let isSlow = true;
    const { records, ends } = await sessionOf(planOf([[[A], [A, B]]], { timeBudgetMs: 3000 }), {
      longer: [MINUTE],
      before: ({ what, address }, device) => {
        if (what === 'run' && address !== CANARY && isSlow) device.idle(4000);
        if (what === 'time' && address === A) isSlow = false;
      },
    });
    expect(ends.map(({ ended }) => ended)).toEqual(['complete', 'complete']);
    const [reference, late] = [A, B].map(address => records.get(address) as OkRecord);
    expect(late!.status).toBe('ok');
    const roundsOf = ({ samples }: OkRecord) => new Set(samples.map(({ round }) => round));
    expect([...roundsOf(reference!)]).toEqual(expect.arrayContaining([...roundsOf(late!)]));
    expect(roundsOf(reference!).size).toBe(2 * roundsOf(late!).size);
    const groups = new Set(late!.samples.map(({ group }) => group));
    expect([...groups].filter(group => reference!.samples.some(sample => sample.group === group))).toEqual([
      ...groups,
    ]);
  });

  it('chooses the cases of a section anew that depend on what was measured', async () => {
    const plan = planOf([[[A]], [[B]]], { timeBudgetMs: 1 });
    const deferred = {
      id: 'deferred',
      title: '',
      weight: 1,
      choose: (records: readonly { readonly address: string; readonly status: string }[]) => {
        const isThere = records.some(({ address, status }) => address === B && status === 'ok');
        return isThere ? [] : [[parseCase(C)] as const];
      },
    };
    const { told, ends } = await sessionOf(
      { ...plan, sections: [...plan.sections, deferred] },
      { longer: [MINUTE] },
    );
    expect(told.filter(({ address }) => address === C).map(({ status }) => status)).toEqual(['skipped']);
    expect(ends.at(-1)!.ended).toBe('complete');
  });

  it('ends where it is given none, and asks again while something is left out', async () => {
    const plan = planOf([[[A]], [[B]], [[C]]], { timeBudgetMs: 1 });
    expect((await sessionOf(plan, {})).ends.length).toBe(1);
    const little = { afterMs: 10, moreMs: 1 };
    const { ends, records } = await sessionOf(plan, { longer: [little, little] });
    expect(ends.map(({ ended }) => ended)).toEqual(['time-cap', 'time-cap', 'complete']);
    expect(ends.at(-1)!.continued!.length).toBe(2);
    expect([...records.values()].map(({ status }) => status)).toEqual(['ok', 'ok', 'ok']);
  });
});
