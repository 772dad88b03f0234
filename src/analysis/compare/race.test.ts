import { describe, expect, it } from 'vitest';
import { judgeSectionId, pickSectionId } from '../../core/asked-suites.ts';
import type { OkRecord } from '../../core/record/record.ts';
import type { Sample } from '../../core/record/sample.ts';
import { okRecord } from '../testing/ok-record.ts';
import { racesOf } from './race.ts';

const ROUNDS = 12;

/** Two samples a round at places of A B B A, of an execution that takes `ns` give or take a hundredth. */
function samples(
  group: string,
  ns: number,
  { places = [0, 3], firstRound = 0, rounds = ROUNDS } = {},
): Sample[] {
  return Array.from({ length: rounds }, (_, i) => firstRound + i).flatMap(round =>
    places.map(place => {
      const index = 4 * round + place;
      return {
        index,
        round,
        group,
        startedAtMs: index,
        totalNs: 100 * ns * (1 + ((index * 7) % 5) / 500),
        dispatches: 100,
      };
    }),
  );
}

const A = { places: [0, 3], firstRound: 100 };
const B = { places: [1, 2], firstRound: 100 };
const [PICK, JUDGE] = [`${pickSectionId(0)}/0`, `${judgeSectionId(0)}/0`];

function record(kernelId: string, taken: readonly Sample[], more: Partial<OkRecord> = {}): OkRecord {
  return okRecord({ kernelId, samples: taken, ...more });
}

/** The rival was lucky when it was picked: it takes twice as long in the rounds that count. */
const mine = record('gemv/mine', samples(JUDGE, 5000, A));
const rival = record('gemv/rival', [...samples(PICK, 3000), ...samples(JUDGE, 6000, B)]);
const other = record('gemv/other', samples(PICK, 4000));

describe('a race, read from its records', () => {
  it('is judged by its own rounds, whatever the rounds of picking said', () => {
    const [race] = racesOf([other, rival, mine]);
    expect(race?.ratio?.value).toBeCloseTo(1.2, 1);
    expect(race?.outcome).toBe('faster');
    expect(race?.rival.summary.medianNs).toBeCloseTo(6000, -2);
    expect(race?.picked.map(({ record: { case: c } }) => c.kernelId)).toEqual(['gemv/rival', 'gemv/other']);
    expect(race?.picked[0]?.summary.medianNs).toBeCloseTo(3000, -2);
  });

  it('takes for the kernel that races the one that every round began with, in whatever order records come', () => {
    for (const records of [
      [mine, rival],
      [rival, mine],
    ]) {
      expect(racesOf(records)[0]?.mine.record.case.kernelId).toBe('gemv/mine');
    }
  });

  it('calls the kernel slower where the rival takes less', () => {
    const quick = record('gemv/rival', samples(JUDGE, 4000, B));
    expect(racesOf([mine, quick])[0]?.outcome).toBe('slower');
  });

  it('decides nothing by fewer rounds than an interval takes', () => {
    const few = { rounds: 4 };
    const records = [
      record('gemv/mine', samples(JUDGE, 5000, { ...A, ...few })),
      record('gemv/rival', samples(JUDGE, 9000, { ...B, ...few })),
    ];
    expect(racesOf(records)[0]).toMatchObject({ outcome: 'undecided', ratio: { count: 4 } });
  });

  it('gives no ratio of what the clock does not resolve', () => {
    const coarse = record('gemv/rival', samples(JUDGE, 6000, B), { resolutionNs: 1e6 });
    expect(racesOf([mine, coarse])[0]).toMatchObject({ outcome: 'undecided', ratio: null });
  });

  it('is none where only one kernel was timed, and none in another suite', () => {
    expect(racesOf([mine, other])).toEqual([]);
    expect(
      racesOf([okRecord({ group: 'gemv/0' }), okRecord({ kernelId: 'probe/read', group: 'gemv/0' })]),
    ).toEqual([]);
  });
});
