import { beforeAll, describe, expect, it } from 'vitest';
import { THRESHOLDS } from '../analysis/evidence/thresholds.ts';
import type { Stratum } from '../simulate/stratum.ts';
import type { Outcome } from './tally.ts';
import { type Judged, judge, outcomesOf, runOf } from './testing/judged.ts';
import {
  DECISIVE_THRESHOLD,
  MOVED,
  MOVED_WITHIN,
  POOR,
  rulesWith,
  type Tried,
} from './testing/moved-thresholds.ts';
import { evidenceOf, REMOVABLE, type Removable, regimeWithout } from './without.ts';

/** The matrix of the truth test without one experiment, and with one threshold elsewhere: each has to make a difference. */
const TIME_LIMIT_MS = 120_000;
/** Devices of each kind. */
const EACH = 1;

/** Where each experiment makes the difference. */
const NEEDED_BY: Readonly<Record<Removable, Tried>> = {
  E1: 'latency-limited',
  E3: 'poor batches',
  E4: 'compute',
  E5: 'poor halves',
  E6: 'load-limited',
  E8: 'occupancy-limited',
};

const tried = new Map<Tried, readonly Judged[]>();

beforeAll(async () => {
  for (const name of new Set([...Object.values(NEEDED_BY), ...MOVED.map(([, , where]) => where)])) {
    const poor = POOR[name];
    const items: Judged[] = [];
    for (let index = 0; index < EACH; index++) {
      items.push(await judge(poor ? 'bandwidth' : (name as Stratum), 'apart', index, poor));
    }
    tried.set(name, items);
  }
}, TIME_LIMIT_MS);

const verdictsOf = (items: readonly Judged[]) => outcomesOf(items).map(({ verdict }) => verdict);

describe('every experiment', () => {
  const without = (experiment: Removable): readonly Outcome[] =>
    tried
      .get(NEEDED_BY[experiment])!
      .map(({ truth, run }) => ({ truth, verdict: regimeWithout(experiment, run.records) }));

  it.each(REMOVABLE)('is needed: without %s the matrix is another', experiment => {
    expect(without(experiment)).not.toEqual(outcomesOf(tried.get(NEEDED_BY[experiment])!));
  });

  it.each([
    ['dilution', 'E6'],
    ['more and fewer loads in flight', 'E8'],
  ] as const)('keeps a verdict from bandwidth that is not true: %s', (_name, experiment) => {
    expect(verdictsOf(tried.get(NEEDED_BY[experiment])!)).not.toContain('bandwidth');
    expect(without(experiment).map(({ verdict }) => verdict)).toContain('bandwidth');
  });
});

describe('every threshold', () => {
  it.each(MOVED)('counts: %s at %d changes the matrix of %s', async (name, value, where) => {
    const judgeBy = await rulesWith({ [name]: value });
    const items = tried.get(where)!;
    expect(items.map(({ run }) => judgeBy(run).regime)).not.toEqual(verdictsOf(items));
  });

  it.each(MOVED_WITHIN)('counts: %s at %d changes what %s says', async (name, value, experiment) => {
    const judgeBy = await rulesWith({ [name]: value });
    const runs = tried.get('bandwidth')!.map(runOf);
    const moved = runs.map(run => judgeBy(run).evidence[experiment].status);
    expect(moved).not.toEqual(runs.map(({ records }) => evidenceOf(records)[experiment].status));
  });

  it('is read by the analysis: unmoved, the matrix stays', async () => {
    const judgeBy = await rulesWith({});
    const items = tried.get('bandwidth')!;
    expect(items.map(({ run }) => judgeBy(run).regime)).toEqual(verdictsOf(items));
  });

  it('is tried here, if an experiment or the regime rests on it', () => {
    const names = [...MOVED, ...MOVED_WITHIN].map(([name]) => name);
    const decisive = Object.keys(THRESHOLDS).filter(name => DECISIVE_THRESHOLD.test(name));
    expect(decisive.filter(name => !names.includes(name))).toEqual([]);
  });
});
