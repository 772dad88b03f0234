import { suites } from '../app/suites.ts';
import type { Regime } from '../core/record/finding.ts';
import type { BenchRecord } from '../core/record/record.ts';
import type { SimulatedDevice } from '../simulate/device.ts';
import { drawDevice } from '../simulate/strata.ts';
import type { Separation, Stratum } from '../simulate/stratum.ts';
import { alignColumns } from './columns.ts';
import { runSimulated, type SimulatedRun } from './run-simulated.ts';
import { SHORT_PLAN } from './short-plan.ts';
import { createSimulatedResolver } from './simulated-resolver.ts';

export const VERDICTS: readonly Regime[] = ['bandwidth', 'compute', 'dispatch', 'none', 'undecided'];
export type TrueRegime = Exclude<Regime, 'undecided'>;

/** Virtual time costs nothing; whether real devices get through in time is another question. */
const TIME_BUDGET_MS = 3.6e6;

const resolver = createSimulatedResolver();

/**
 * The shortened batch-1 suite on one drawn device, records unsealed.
 * @param kernels traits that replace what was drawn
 */
export function runDrawn(
  stratum: Stratum,
  separation: Separation,
  index: number,
  kernels: SimulatedDevice['kernels'] = {},
): Promise<SimulatedRun> {
  const device = drawDevice(stratum, separation, index);
  return runShortened({ ...device, kernels: { ...device.kernels, ...kernels } }, index);
}

/** The shortened batch-1 suite on a device, records unsealed. */
export function runShortened(device: SimulatedDevice, seed: number): Promise<SimulatedRun> {
  return runSimulated({
    device,
    suite: suites.get('batch1')!,
    seed,
    resolver,
    shortened: SHORT_PLAN,
    timeBudgetMs: TIME_BUDGET_MS,
    seal: async record => ({ ...record, sha256: '' }) as BenchRecord,
  });
}

/** How often each verdict met each truth in one stratum. */
export interface Tally {
  readonly stratum: Stratum;
  readonly separation: Separation;
  readonly counts: ReadonlyMap<string, number>;
  readonly total: number;
}

export interface Outcome {
  readonly truth: TrueRegime;
  readonly verdict: Regime;
}

export function tallyOf(stratum: Stratum, separation: Separation, outcomes: readonly Outcome[]): Tally {
  const counts = new Map<string, number>();
  for (const { truth, verdict } of outcomes) {
    const key = `${truth} ${verdict}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return { stratum, separation, counts, total: outcomes.length };
}

export function countOf(tally: Tally, truths: readonly TrueRegime[], verdicts: readonly Regime[]): number {
  return truths
    .flatMap(truth => verdicts.map(verdict => tally.counts.get(`${truth} ${verdict}`) ?? 0))
    .reduce((sum, count) => sum + count, 0);
}

const TRUTHS: readonly TrueRegime[] = ['bandwidth', 'compute', 'dispatch', 'none'];

/** Verdicts that name another regime than the truth; undecided is not wrong. */
export function wrongCount(tally: Tally): number {
  return TRUTHS.map(truth =>
    countOf(
      tally,
      [truth],
      VERDICTS.filter(verdict => verdict !== truth && verdict !== 'undecided'),
    ),
  ).reduce((sum, count) => sum + count, 0);
}

export function undecidedCount(tally: Tally): number {
  return countOf(tally, TRUTHS, ['undecided']);
}

export function falseBandwidthCount(tally: Tally): number {
  return countOf(tally, ['compute', 'dispatch', 'none'], ['bandwidth']);
}

/** One line for each stratum and truth that occurs: how often each verdict was given. */
export function formatTallies(tallies: readonly Tally[]): string {
  const head = ['stratum', 'limits', 'truth', ...VERDICTS];
  const rows = tallies.flatMap(tally =>
    TRUTHS.filter(truth => countOf(tally, [truth], VERDICTS) > 0).map(truth => [
      tally.stratum,
      tally.separation,
      truth,
      ...VERDICTS.map(verdict => String(countOf(tally, [truth], [verdict]) || '.')),
    ]),
  );
  return alignColumns([head, ...rows], 3);
}
