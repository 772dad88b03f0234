import { describe, expect, it } from 'vitest';
import type { BenchRecord, OkRecord } from '../../core/record/record.ts';
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

/** What happened to a case while it was timed, p for poison, t for a batch; the sizing of batches left out. */
async function callsOf(rounds: number): Promise<string> {
  const stop = { minimumRounds: rounds, maximumRounds: rounds, precision: 0 };
  const { calls } = await simulatedSession(planOf([[[A, B]]], { stop }));
  const own = calls.filter(({ what, address }) => address === A && (what === 'poison' || what === 'time'));
  const letters = own.map(({ what }) => what[0]).join('');
  return letters.slice(letters.indexOf('p'));
}

describe('a round on poisoned outputs', () => {
  it('poisons the output after the batches were sized, and again while it is timed', async () => {
    expect(await callsOf(5)).toBe('ptt' + 'ptt' + 'tt' + 'ptt' + 'tt');
  });

  it('has the output written after it was last poisoned, however few rounds there are', async () => {
    expect(await callsOf(1)).toBe('ptt');
    expect(await callsOf(2)).toBe('pttptt');
  });
});

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

  it('fails a case alone that cannot be timed: the others of its section keep all their rounds', async () => {
    const { records } = await simulatedSession(
      planOf([
        [
          [A, B],
          [A, C],
        ],
      ]),
      {
        before: ({ what, address }) => {
          if (what === 'time' && address === B) throw new Error('GPU timestamps ran backwards 3 times');
        },
      },
    );
    expect(records.get(B)).toMatchObject({ status: 'failed', stage: 'time', message: /backwards/ });
    for (const address of [A, C])
      expect(records.get(address)).toMatchObject({ status: 'ok', stop: { rounds: 5 } });
  });
});
