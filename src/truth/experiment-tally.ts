import type { FindingStatus } from '../core/record/finding.ts';
import { alignColumns } from './columns.ts';
import type { SimulatedRun } from './run-simulated.ts';
import { REMOVABLE, type Removable } from './without.ts';

/** In the order of a cell: "7/1/." is supported seven times, refuted once. */
const STATUSES: readonly FindingStatus[] = ['supported', 'refuted', 'undecided'];

/** What one experiment said of one run. @throws if it has no such finding */
export function statusOf({ analysis }: SimulatedRun, experiment: Removable): FindingStatus {
  const found = analysis.findings.find(({ id }) => id === experiment);
  if (!found) throw new Error(`the analysis has no finding ${experiment}`);
  return found.status;
}

/** One line for each named group of runs: how often each experiment supported, refuted or could not decide. */
export function formatExperiments(groups: readonly (readonly [string, readonly SimulatedRun[]])[]): string {
  const rows = groups.map(([name, runs]) => [
    name,
    ...REMOVABLE.map(experiment => {
      const statuses = runs.map(run => statusOf(run, experiment));
      return STATUSES.map(status => statuses.filter(other => other === status).length || '.').join('/');
    }),
  ]);
  return alignColumns([['stratum', ...REMOVABLE], ...rows], 1);
}
