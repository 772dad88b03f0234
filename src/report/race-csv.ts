import { racesOf } from '../analysis/compare/race.ts';
import { adapterName } from '../core/environment.ts';
import { formatProblem } from '../core/record/address.ts';
import type { ResultFile } from '../core/record/result-file.ts';
import { csvLine } from './csv.ts';

const COLUMNS = [
  'machine',
  'label',
  'class',
  'runtime',
  'started_at',
  'operation',
  'problem',
  'kernel_address',
  'kernel_median_ns',
  'rival_address',
  'rival_median_ns',
  'ratio',
  'ratio_low',
  'ratio_high',
  'rounds',
  'outcome',
];

/** RFC 4180: one line a problem, numbers in full; the ratio is the time of the rival ÷ the time of the kernel. */
export function toRaceCsv({ environment, session, records }: ResultFile): string {
  const { adapter, runtime, label } = environment;
  const run = [adapterName(adapter), label, adapter.class, `${runtime.name} ${runtime.version}`];
  const lines = racesOf(records).map(({ mine, rival, ratio, outcome }) => [
    ...run,
    session.startedAt,
    mine.record.operation,
    formatProblem(mine.record.case.problem),
    mine.record.address,
    mine.summary.medianNs,
    rival.record.address,
    rival.summary.medianNs,
    ratio?.value ?? null,
    ratio?.low ?? null,
    ratio?.high ?? null,
    ratio?.count ?? null,
    outcome,
  ]);
  return [...[COLUMNS, ...lines].map(csvLine), ''].join('\r\n');
}
