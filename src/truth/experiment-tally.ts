import type { FindingStatus } from '../core/record/finding.ts';
import { alignColumns } from './columns.ts';
import type { SimulatedRun } from './run-simulated.ts';
import { REMOVABLE, type Removable } from './without.ts';

/** In the order of a cell: "7/1/." is supported seven times, refuted once. */
const STATUSES: readonly FindingStatus[] = ['supported', 'refuted', 'undecided'];

/** What each experiment said of one run: all that is kept of it where there are thousands. */
export type Statuses = Readonly<Record<Removable, FindingStatus>>;

/** @throws if the analysis lacks one of them */
export function statusesOf({ analysis }: SimulatedRun): Statuses {
  const entries = REMOVABLE.map(experiment => {
    const found = analysis.findings.find(({ id }) => id === experiment);
    if (!found) throw new Error(`the analysis has no finding ${experiment}`);
    return [experiment, found.status];
  });
  return Object.fromEntries(entries) as Statuses;
}

/** One line for each named group of runs: how often each experiment supported, refuted or could not decide. */
export function formatExperiments(groups: readonly (readonly [string, readonly Statuses[]])[]): string {
  const rows = groups.map(([name, runs]) => [
    name,
    ...REMOVABLE.map(experiment =>
      STATUSES.map(status => runs.filter(run => run[experiment] === status).length || '.').join('/'),
    ),
  ]);
  return alignColumns([['stratum', ...REMOVABLE], ...rows], 1);
}
