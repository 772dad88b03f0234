import { beforeAll, describe, expect, it } from 'vitest';
import { THRESHOLDS } from '../analysis/evidence/thresholds.ts';
import type { SimulatedDevice } from '../simulate/device.ts';
import { drawDevice, type Separation, STRATA, type Stratum } from '../simulate/strata.ts';
import { formatExperiments, statusOf } from './experiment-tally.ts';
import type { SimulatedRun } from './run-simulated.ts';
import {
  countOf,
  falseBandwidthCount,
  formatTallies,
  type Outcome,
  runDrawn,
  type Tally,
  type TrueRegime,
  tallyOf,
  undecidedCount,
  VERDICTS,
  wrongCount,
} from './tally.ts';
import { analysisWith, DECISIVE_THRESHOLD, MOVED, MOVED_WITHIN_E4 } from './testing/moved-thresholds.ts';
import { REMOVABLE, type Removable, regimeWithout } from './without.ts';

/**
 * The real session, suite, stop rule and decision on simulated devices whose truth is known (METHOD §5). Seeded: the same
 * devices and the same noise in every run. RIDGEPOINT_TRUTH_DEVICES asks for more of them in each stratum.
 */
const DEVICES = Number(process.env.RIDGEPOINT_TRUTH_DEVICES ?? 8);
const CLOSE_DEVICES = Math.ceil(DEVICES / 3);
/** Devices of a stratum on which ablations are tried. */
const ABLATED = 8;
/** Seconds allowed for a device on a busy machine. */
const SECONDS_PER_DEVICE = 2;
const TIME_LIMIT_MS = STRATA.length * (DEVICES + CLOSE_DEVICES) * SECONDS_PER_DEVICE * 1000;

/** The best that a verdict can do where the read probe is worse than the product: E1 then knows no ceiling. */
const NO_CEILING: Stratum = 'bad read probe';

interface Judged {
  readonly stratum: Stratum;
  readonly truth: TrueRegime;
  readonly run: SimulatedRun;
  readonly device: SimulatedDevice;
}

const judged: Record<Separation, Judged[]> = { apart: [], close: [] };
/** Bandwidth-bound devices whose kernel for several vectors is mediocre: E5 cannot support, E3 has to. */
const poorBatches: Judged[] = [];
const POOR_BATCHES = { 'gemm/columns': { memoryShare: 0.75 } };
const POOR_DEVICES = 4;

async function judge(...drawn: Parameters<typeof runDrawn>): Promise<Judged> {
  const run = await runDrawn(...drawn);
  if (run.truth === null) throw new Error(`${drawn[0]} ${drawn[2]}: no product was judged`);
  return {
    stratum: drawn[0],
    truth: run.truth.regime,
    run,
    device: drawDevice(drawn[0], drawn[1], drawn[2]),
  };
}

/** A ladder of multiply-adds that the compiler removes says nothing, and E4 notices. */
function folds({ folded }: SimulatedDevice): boolean {
  return Object.values(folded).some(share => share > 0);
}

const runOf = ({ run }: Judged): SimulatedRun => run;

/** The first devices of some strata. */
function firstOf(items: readonly Judged[], strata: readonly Stratum[]): readonly Judged[] {
  return strata.flatMap(stratum => items.filter(item => item.stratum === stratum).slice(0, ABLATED));
}

function outcomesOf(items: readonly Judged[]): readonly Outcome[] {
  return items.map(({ truth, run }) => ({ truth, verdict: run.analysis.verdict.regime }));
}

function tallies(separation: Separation): readonly Tally[] {
  return STRATA.map(stratum =>
    tallyOf(stratum, separation, outcomesOf(judged[separation].filter(item => item.stratum === stratum))),
  );
}

function total(items: readonly Tally[], count: (tally: Tally) => number): number {
  return items.map(count).reduce((a, b) => a + b, 0);
}

beforeAll(async () => {
  for (const separation of ['apart', 'close'] as const) {
    for (const stratum of STRATA) {
      for (let index = 0; index < (separation === 'apart' ? DEVICES : CLOSE_DEVICES); index++) {
        judged[separation].push(await judge(stratum, separation, index));
      }
    }
  }
  for (let index = 0; index < POOR_DEVICES; index++)
    poorBatches.push(await judge('bandwidth', 'apart', index, POOR_BATCHES));
  const text = formatTallies([...tallies('apart'), ...tallies('close')]);
  console.log(`Verdicts on simulated devices (rows: what is true; columns: what was said)\n${text}\n`);
  const experiments = formatExperiments(
    STRATA.map(stratum => [stratum, judged.apart.filter(item => item.stratum === stratum).map(runOf)]),
  );
  console.log(`What each experiment said, limits apart (supported/refuted/undecided)\n${experiments}\n`);
}, TIME_LIMIT_MS);

describe('the verdict on devices with one limit', () => {
  it('never calls anything bandwidth-bound that is not', () => {
    expect(total(tallies('apart'), falseBandwidthCount)).toBe(0);
  });

  it.each(STRATA)('is wrong at most once in a hundred: %s', stratum => {
    const tally = tallies('apart').find(item => item.stratum === stratum)!;
    expect(wrongCount(tally) / tally.total).toBeLessThanOrEqual(0.01);
  });

  it('finds 95 % of the bandwidth-bound devices, and is undecided on at most 5 %', () => {
    const all = tallies('apart').filter(({ stratum }) => stratum !== NO_CEILING);
    const bound = total(all, tally => countOf(tally, ['bandwidth'], VERDICTS));
    expect(bound).toBeGreaterThan(DEVICES);
    expect(total(all, tally => countOf(tally, ['bandwidth'], ['bandwidth'])) / bound).toBeGreaterThanOrEqual(
      0.95,
    );
    expect(total(all, undecidedCount) / total(all, tally => tally.total)).toBeLessThanOrEqual(0.05);
  });

  it.each(['compute', 'dispatch'] as const)('finds 95 %% of the %s-bound devices', regime => {
    const bound = judged.apart.filter(({ truth, device }) => truth === regime && !folds(device));
    expect(bound.length).toBeGreaterThanOrEqual(DEVICES / 2);
    const found = outcomesOf(bound).filter(({ verdict }) => verdict === regime);
    expect(found.length / bound.length).toBeGreaterThanOrEqual(0.95);
  });

  it('says undecided where the read probe is no ceiling, rather than guess', () => {
    const tally = tallies('apart').find(({ stratum }) => stratum === NO_CEILING)!;
    expect(countOf(tally, ['bandwidth'], ['undecided'])).toBeGreaterThan(0);
    expect(countOf(tally, ['none'], ['none'])).toBe(countOf(tally, ['none'], VERDICTS));
  });
});

/** Where each experiment makes the difference. */
const NEEDED_BY: Readonly<Record<Exclude<Removable, 'E3'>, readonly Stratum[]>> = {
  E1: ['latency-limited'],
  E4: ['compute'],
  E5: ['bandwidth', 'int4 issue-limited'],
  E6: ['load-limited'],
};

function neededBy(experiment: Removable): readonly Judged[] {
  if (experiment === 'E3') return poorBatches;
  const strata = NEEDED_BY[experiment];
  return [...firstOf(judged.apart, strata), ...firstOf(judged.close, strata)];
}

describe('every experiment', () => {
  const without = (experiment: Removable, items: readonly Judged[]): readonly Outcome[] =>
    items.map(({ truth, run }) => ({ truth, verdict: regimeWithout(experiment, run.records) }));

  it.each(REMOVABLE)('is needed: without %s the matrix is another', experiment => {
    const items = neededBy(experiment);
    expect(without(experiment, items)).not.toEqual(outcomesOf(items));
  });

  it('without dilution calls load-limited devices bandwidth-bound', () => {
    const items = firstOf(judged.apart, ['load-limited']);
    const verdicts = without('E6', items).map(({ verdict }) => verdict);
    expect(outcomesOf(items).map(({ verdict }) => verdict)).not.toContain('bandwidth');
    expect(verdicts).toContain('bandwidth');
  });

  it('without the roof calls latency-limited devices bandwidth-bound', () => {
    const items = firstOf(judged.apart, ['latency-limited']);
    expect(without('E1', items).map(({ verdict }) => verdict)).toContain('bandwidth');
  });
});

describe('every threshold', () => {
  it.each(MOVED)('counts: %s at %d changes the matrix', async (name, value, strata) => {
    const analyze = await analysisWith({ [name]: value });
    const items = strata === 'poor batches' ? poorBatches : firstOf(judged.apart, strata);
    const moved = items.map(({ run }) => analyze(run).verdict.regime);
    expect(moved).not.toEqual(outcomesOf(items).map(({ verdict }) => verdict));
  });

  it.each(MOVED_WITHIN_E4)('counts: %s at %d changes what E4 says', async (name, value) => {
    const analyze = await analysisWith({ [name]: value });
    const runs = firstOf(judged.apart, ['bandwidth']).map(runOf);
    const moved = runs.map(run => statusOf({ ...run, analysis: analyze(run) }, 'E4'));
    expect(moved).not.toEqual(runs.map(run => statusOf(run, 'E4')));
  });

  it('is read by the analysis: unmoved, the matrix stays', async () => {
    const analyze = await analysisWith({});
    const items = judged.apart.slice(0, 4);
    expect(items.map(({ run }) => analyze(run).verdict.regime)).toEqual(
      outcomesOf(items).map(({ verdict }) => verdict),
    );
  });

  it('is tried here, if an experiment or the regime rests on it', () => {
    const tried = [...MOVED, ...MOVED_WITHIN_E4].map(([name]) => name);
    const decisive = Object.keys(THRESHOLDS).filter(name => DECISIVE_THRESHOLD.test(name));
    expect(decisive.filter(name => !tried.includes(name))).toEqual([]);
  });
});
