import type { DeviceClass } from '../../../core/environment.ts';
import { groupBy } from '../../evidence/usable.ts';
import type { ComparedRun } from './compared-run.ts';

/** What is left out of a filter is not asked. Texts are compared in any case; `vendor` and `runtime` may be parts. */
export interface RunFilter {
  readonly class?: DeviceClass;
  readonly vendor?: string;
  readonly runtime?: string;
  readonly suite?: string;
  /** ISO 8601, whole or its beginning ("2026-11"): runs of then or later … */
  readonly since?: string;
  /** … and until the end of then. */
  readonly until?: string;
}

export function filterRuns<Run extends Omit<ComparedRun, 'cases'>>(
  runs: readonly Run[],
  filter: RunFilter,
): readonly Run[] {
  const holds = (text: string, part: string | undefined): boolean =>
    part === undefined || text.toLowerCase().includes(part.toLowerCase());
  return runs.filter(({ machine, suite, startedAt, runtimeVersion }) => {
    const { since = '', until } = filter;
    return (
      (filter.class === undefined || machine.class === filter.class) &&
      holds(`${machine.vendor} ${machine.name}`, filter.vendor) &&
      holds(`${machine.runtime} ${runtimeVersion}`, filter.runtime) &&
      (filter.suite === undefined || suite === filter.suite) &&
      startedAt >= since &&
      (until === undefined || startedAt.slice(0, until.length) <= until)
    );
  });
}

/** Each run once, newest first; of the same moment in the order of their hashes, whatever the order of the files. */
export function distinctRuns<Run extends Pick<ComparedRun, 'sha256' | 'startedAt'>>(
  runs: readonly Run[],
): readonly Run[] {
  const distinct = new Map(runs.map(run => [run.sha256, run]));
  return [...distinct.values()].sort((a, b) => order(b.startedAt, a.startedAt) || order(a.sha256, b.sha256));
}

/** Of every machine the newest run of every suite, newest first: a smoke test does not hide what a longer run measured. */
export function newestRuns<Run extends Omit<ComparedRun, 'cases'>>(runs: readonly Run[]): readonly Run[] {
  const groups = groupBy(distinctRuns(runs), ({ machine, suite }) => `${machine.id} ${suite}`);
  return distinctRuns([...groups.values()].map(([newest]) => newest!));
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
