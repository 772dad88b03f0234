import type { Standing } from '../analysis/compare/machines/compared-run.ts';
import { isSparse } from '../analysis/evidence/usable.ts';
import { capabilityOf } from '../answer/capability.ts';
import { weightRate } from '../answer/model-answer.ts';
import { clocksAgree } from '../core/environment.ts';
import type { Ceiling, CeilingId } from '../core/record/finding.ts';
import type { ResultFile } from '../core/record/result-file.ts';
import type { RunRow } from './columns.ts';

/** No rate of such a run is sure, and none is in its row. */
export const CLOCKS_DISAGREE = 'clocks-disagree';

/** What an index says of a file beyond what the file says. */
export interface Indexed {
  readonly standing: Exclude<Standing, 'unchecked'>;
  /** Names of what is hard to believe in it; none holds a space. */
  readonly flags: readonly string[];
  /** Where the whole file lies under the folder that is indexed, with slashes. */
  readonly path: string;
}

/** @param file with the conclusions of today, see judgedToday */
export function runRow(file: ResultFile, { standing, flags, path }: Indexed): RunRow {
  const { environment, session, verdict } = file;
  const { adapter, runtime } = environment;
  const hasRates = clocksAgree(environment.clock);
  const ceiling = (id: CeilingId): Ceiling | undefined =>
    hasRates ? file.ceilings.find(candidate => candidate.id === id && candidate.value > 0) : undefined;
  const value = (id: CeilingId): number | null => finite(ceiling(id)?.value);
  const [read, fma] = [ceiling('read'), ceiling('fma')];
  return {
    sha256: file.sha256,
    date: session.startedAt,
    suite: session.suite,
    ended: session.ended,
    runtime: runtime.name,
    runtimeVersion: runtime.version,
    vendor: adapter.vendor,
    architecture: adapter.architecture,
    device: adapter.device,
    description: adapter.description,
    label: environment.label,
    class: adapter.class,
    regime: verdict.regime,
    readBytesPerSecond: value('read'),
    readLow: finite(read?.low),
    readHigh: finite(read?.high),
    writeBytesPerSecond: value('write'),
    copyBytesPerSecond: value('copy'),
    gatherBytesPerSecond: value('gather'),
    fmaFlopsPerSecond: value('fma'),
    fmaLow: finite(fma?.low),
    fmaHigh: finite(fma?.high),
    fmaF16FlopsPerSecond: value('fma-f16'),
    dotI8OpsPerSecond: value('dot-i8'),
    dispatchNs: value('dispatch'),
    weightBytesPerSecond: hasRates ? finite(weightRate(capabilityOf(file))?.value) : null,
    crossoverDensity: crossoverDensity(file),
    standing,
    flags: [...(hasRates ? [] : [CLOCKS_DISAGREE]), ...flags].join(' '),
    path,
  };
}

/** The highest density at which a sparse kernel still beats dense on uniformly spread nonzeros; null where none crosses. */
export function crossoverDensity({
  records,
  crossovers,
}: Pick<ResultFile, 'records' | 'crossovers'>): number | null {
  const sparse = new Set(records.filter(isSparse).map(record => record.case.kernelId));
  const crossings = crossovers
    .filter(({ pattern, kernelId }) => pattern === 'uniform' && sparse.has(kernelId))
    .flatMap(({ crossing }) => crossing?.value ?? []);
  return crossings.length === 0 ? null : Math.max(...crossings);
}

/** An interval that is open on one side has no end to write down. */
function finite(value: number | null | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
