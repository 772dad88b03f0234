import { beforeAll, describe, expect, it } from 'vitest';
import { racesOf } from '../analysis/compare/race.ts';
import { isJudgeGroup } from '../core/asked-suites.ts';
import type { Pilot, SuiteContext } from '../core/plan.ts';
import { formatCase, formatProblem } from '../core/record/address.ts';
import { DEFAULT_LIMITS } from '../testing/limits.ts';
import { raceSuite } from './race-suite.ts';
import { addCopies, MINE, PROBLEM, simulatedRace } from './testing/simulated-race.ts';

const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1);
const [COPY, SECOND, THIRD] = ['gemv/copy', 'gemv/second', 'gemv/third'];

beforeAll(() => addCopies(COPY, SECOND, THIRD));

describe('a race on a simulated device', () => {
  it('cannot tell a kernel from its copy, in at least 18 of 20 seeds', async () => {
    let undecided = 0;
    for (const seed of SEEDS) {
      const [race] = racesOf((await simulatedRace([COPY], { seed })).records);
      expect(race?.ratio?.paired).toBe(true);
      if (race?.outcome === 'undecided') undecided++;
    }
    expect(undecided).toBeGreaterThanOrEqual(18);
  });

  it.each([
    ['faster', { [COPY]: { memoryShare: 0.6 } }],
    ['slower', { [MINE]: { memoryShare: 0.6 } }],
  ] as const)(
    'says that it is %s where memory serves one of them at 0.6 of its rate',
    async (outcome, traits) => {
      for (const seed of SEEDS.slice(0, 5)) {
        const [race] = racesOf((await simulatedRace([COPY], { seed, traits })).records);
        expect(race?.outcome).toBe(outcome);
      }
    },
  );

  it('picks the fastest rival in rounds of its own, and judges in others', async () => {
    const traits = {
      [COPY]: { memoryShare: 0.7 },
      [SECOND]: { memoryShare: 0.95 },
      [THIRD]: { memoryShare: 0.5 },
    };
    const { records } = await simulatedRace([COPY, SECOND, THIRD], { traits });
    const [race] = racesOf(records);
    expect(race?.rival.record.case.kernelId).toBe(SECOND);
    expect(race?.picked.map(({ record }) => record.case.kernelId)).toEqual([SECOND, COPY, THIRD]);
    const rounds = (samples: readonly { round: number }[]) => new Set(samples.map(({ round }) => round));
    const picking = rounds(race!.picked.flatMap(({ record }) => record.samples));
    const judging = rounds(race!.rival.record.samples);
    expect(race?.rival.record.samples.every(({ group }) => isJudgeGroup(group))).toBe(true);
    expect([...judging].filter(round => picking.has(round))).toEqual([]);
    expect(race?.ratio?.count).toBe(judging.size);
  });
});

describe('the plan of a race', () => {
  const context = (estimateNs: Pilot['estimateNs']): SuiteContext => ({
    deviceClass: 'hardware',
    limits: DEFAULT_LIMITS,
    features: new Set(),
    pilot: { tunables: () => ({}), estimateNs, beyondCacheBytes: null, residentBytes: 65_536, launchNs: 0 },
    files: [],
    kernelIds: [MINE, COPY, SECOND, 'probe/read'],
    seed: 1,
    timeBudgetMs: null,
  });
  const race = { kernelId: MINE, rivalIds: [COPY, SECOND], problems: [] };
  const planned = (estimateNs: Pilot['estimateNs']) => raceSuite(race).plan(context(estimateNs));

  it("takes the two largest of the operation's problems that one execution is short enough on", () => {
    const titles = (estimateNs: Pilot['estimateNs']) =>
      planned(estimateNs).sections.map(({ title }) => title.replace(/^.*, dense/, 'dense'));
    expect(new Set(titles(() => 1e6))).toEqual(new Set(['dense(m=4096,n=4096)#1', 'dense(m=8192,n=8192)#1']));
    expect(new Set(titles((_, { rowCount }) => (rowCount > 512 ? 1e9 : 1e6)))).toEqual(
      new Set(['dense(m=128,n=128)#1', 'dense(m=512,n=512)#1']),
    );
    expect(new Set(titles(() => 1e9))).toEqual(new Set(['dense(m=128,n=128)#1']));
  });

  it('leaves out, with a reason, a rival that the pilot puts far behind', () => {
    const { leftOut, sections } = planned(id => (id === SECOND ? 5e6 : 1e6));
    expect(leftOut.map(({ case: c, reason }) => [c.kernelId, reason])).toEqual([
      [SECOND, 'the pilot puts it at 5.00 times the fastest rival'],
      [SECOND, 'the pilot puts it at 5.00 times the fastest rival'],
    ]);
    // With one rival left there is nothing to pick.
    expect(sections.map(({ id }) => id)).toEqual(['race/judge/0', 'race/judge/1']);
  });

  it('prepares first the rival that the pilot found fastest, since time may end before all are prepared', () => {
    const [pick] = planned(id => (id === SECOND ? 1e6 : 2e6)).sections;
    const groups = pick && 'groups' in pick ? pick.groups : [];
    expect(groups.flat().map(({ kernelId }) => kernelId)).toEqual([SECOND, COPY]);
  });

  it('measures a rival that the pilot could not run, so that its record says why', () => {
    const { leftOut, sections } = planned(id => (id === SECOND ? Number.POSITIVE_INFINITY : 1e6));
    expect(leftOut).toEqual([]);
    const [pick] = sections;
    const groups = pick && 'groups' in pick ? pick.groups : [];
    const text = `${SECOND}@${formatProblem(groups[0]![0].problem)}?`;
    expect(groups.flat().map(formatCase)).toContainEqual(expect.stringContaining(text));
  });

  it('waits for no rival where the kernel itself did not run in the pilot', () => {
    const { sections } = planned(id => (id === MINE ? Number.POSITIVE_INFINITY : 1e6));
    expect(sections.map(section => 'groups' in section && section.groups.flat().length)).toEqual([1]);
  });

  it('refuses the problem of a file that was not given', () => {
    const problems = [{ generator: 'file', params: { name: 'a.mtx', m: 2, n: 2 }, seed: 1 }];
    expect(() => raceSuite({ ...race, problems }).plan(context(() => 1))).toThrow(
      'file(name=a.mtx,m=2,n=2)#1 comes from a file: give it with --matrix (none was given)',
    );
  });

  it(`is on ${PROBLEM} where that is asked for`, () => {
    const problems = [{ generator: 'dense', params: { m: 2048, n: 2048 }, seed: 1 }];
    const { sections } = raceSuite({ ...race, problems }).plan(context(() => 1e6));
    expect(sections.map(({ id, title }) => [id, title])).toEqual([
      ['race/pick/0', `Picking the fastest rival, ${PROBLEM}`],
      ['race/judge/0', `Judging, ${PROBLEM}`],
    ]);
  });
});
