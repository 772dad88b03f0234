import { clocksAgree } from '../../../core/environment.ts';
import type { CeilingId, Regime } from '../../../core/record/finding.ts';
import type { CacheState, OkRecord, TimerId } from '../../../core/record/record.ts';
import type { ResultFile } from '../../../core/record/result-file.ts';
import type { Estimate } from '../../evidence/estimate.ts';
import { isHost, plainRecords, usableRecords } from '../../evidence/usable.ts';
import { type Machine, machineOf } from './machine.ts';

/** Measured here, or by somebody else. */
export type Origin = 'own' | 'others';

/** `checked`: agrees with itself; `doubtful`: agrees, and something in it is hard to believe; `unchecked`: nobody looked. */
export type Standing = 'checked' | 'doubtful' | 'unchecked';

/** One run, as far as a table asks: a row of an index has it, and so has a file. */
export interface ComparedRun {
  /** Of the result file: two files with the same hash are one run. */
  readonly sha256: string;
  readonly machine: Machine;
  /** "147.0". */
  readonly runtimeVersion: string;
  readonly suite: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly origin: Origin;
  readonly standing: Standing;
  /** B/s; null where it was not measured, and where the clocks of the run disagree. */
  readonly read: Estimate | null;
  /** FLOP/s in f32; null likewise. */
  readonly fma: Estimate | null;
  readonly regime: Regime;
  /** False: no rate of this run is sure, and none is shown. */
  readonly hasRates: boolean;
  readonly cases: readonly ComparedCase[];
}

/** One timed case of a run; a row of the index of records. */
export interface ComparedCase {
  readonly operation: string;
  readonly kernelId: string;
  readonly format: string;
  readonly valueType: string;
  /** The generator's name, or that of a file. */
  readonly pattern: string;
  readonly rowCount: number;
  readonly columnCount: number;
  /** Right-hand sides. */
  readonly rhsColumnCount: number;
  readonly nnz: number;
  readonly cache: CacheState;
  readonly timerId: TimerId;
  /** Null: the file does not say what was launched. */
  readonly launchHash: string | null;
  /** Of one execution. */
  readonly medianNs: number;
  readonly lowNs: number;
  readonly highNs: number;
  readonly usefulFlops: number;
  readonly compulsoryBytes: number;
}

/** @param file with the conclusions of today, see judgedToday */
export function comparedRun(
  file: Pick<ResultFile, 'sha256' | 'environment' | 'session' | 'records' | 'ceilings' | 'verdict'>,
  { origin, standing }: Pick<ComparedRun, 'origin' | 'standing'>,
): ComparedRun {
  const { environment, session, records, verdict } = file;
  const hasRates = clocksAgree(environment.clock);
  const ceiling = (id: CeilingId): Estimate | null => {
    const found = hasRates
      ? file.ceilings.find(candidate => candidate.id === id && candidate.value > 0)
      : null;
    return found ? { value: found.value, low: found.low, high: found.high } : null;
  };
  return {
    sha256: file.sha256,
    machine: machineOf(environment),
    runtimeVersion: environment.runtime.version,
    suite: session.suite,
    startedAt: session.startedAt,
    origin,
    standing,
    read: ceiling('read'),
    fma: ceiling('fma'),
    regime: verdict.regime,
    hasRates,
    cases: plainRecords(usableRecords(records))
      .filter(record => !isHost(record))
      .map(comparedCase),
  };
}

export function comparedCase(record: OkRecord): ComparedCase {
  const { problem, summary, work } = record;
  return {
    operation: record.operation,
    kernelId: record.case.kernelId,
    format: record.format,
    valueType: record.valueType,
    pattern: problem.pattern,
    rowCount: problem.rowCount,
    columnCount: problem.columnCount,
    rhsColumnCount: problem.rhsColumnCount,
    nnz: problem.nnz,
    cache: record.case.cache,
    timerId: record.timerId,
    launchHash: record.launchHash,
    medianNs: summary.medianNs,
    lowNs: summary.lowNs,
    highNs: summary.highNs,
    usefulFlops: work.usefulFlops,
    compulsoryBytes: work.compulsoryBytes,
  };
}
