import { type AsyncBuffer, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import type { ComparedCase, ComparedRun } from '../analysis/compare/machines/compared-run.ts';
import { machineOf } from '../analysis/compare/machines/machine.ts';
import type { Estimate } from '../analysis/evidence/estimate.ts';
import type { DeviceClass } from '../core/environment.ts';
import type { Regime } from '../core/record/finding.ts';
import type { CacheState, TimerId } from '../core/record/record.ts';
import type { RecordRow, RunRow } from './columns.ts';
import { CLOCKS_DISAGREE } from './run-row.ts';

/** A run as its row has it: its cases are in the other table. */
export type IndexedRun = Omit<ComparedRun, 'cases'> & {
  readonly path: string;
  readonly flags: readonly string[];
  /** At how many B/s the weights of a model are taken to be read, as on the answer card. */
  readonly weightBytesPerSecond: number | null;
  readonly crossoverDensity: number | null;
};

/** @throws Error where it cannot be read, or is no Parquet file */
export async function readRuns(file: AsyncBuffer): Promise<readonly IndexedRun[]> {
  const rows = (await parquetReadObjects({ file })) as unknown as readonly RunRow[];
  return rows.map(indexedRun);
}

/** What a comparison asks of a record, and the rows it is to be compared in. */
const CASE_COLUMNS = [
  'run',
  'operation',
  'kernel',
  'format',
  'valueType',
  'pattern',
  'm',
  'k',
  'n',
  'nnz',
  'cache',
  'timer',
  'launchHash',
  'medianNs',
  'lowNs',
  'highNs',
  'usefulFlops',
  'compulsoryBytes',
  'compared',
] as const satisfies readonly (keyof RecordRow)[];

/** Holds the footer of a hundred thousand records; a longer one is asked for again. */
const FOOTER_BYTES = 2 ** 16;

export interface RunCase {
  /** SHA-256 of its run. */
  readonly run: string;
  readonly timed: ComparedCase;
}

/**
 * Cases of one kernel, over all runs: the table is sorted by it, so that the rest of the file is not read.
 * @throws Error where the file cannot be read
 */
export async function readCases(file: AsyncBuffer, kernelId: string): Promise<readonly RunCase[]> {
  const rows = (await parquetReadObjects({
    file,
    metadata: await parquetMetadataAsync(file, { initialFetchSize: FOOTER_BYTES }),
    columns: [...CASE_COLUMNS],
    filter: { kernel: { $eq: kernelId }, compared: { $eq: true } },
  })) as unknown as readonly RecordRow[];
  return rows.map(row => ({ run: row.run, timed: timedCase(row) }));
}

export function indexedRun(row: RunRow): IndexedRun {
  const flags = row.flags === '' ? [] : row.flags.split(' ');
  return {
    sha256: row.sha256,
    machine: machineOf({
      adapter: {
        vendor: row.vendor,
        architecture: row.architecture,
        device: row.device,
        description: row.description,
        class: row.class as DeviceClass,
        subgroupMinSize: null,
        subgroupMaxSize: null,
        isFallbackAdapter: false,
      },
      label: row.label,
      runtime: { name: row.runtime, version: row.runtimeVersion, platform: '' },
    }),
    runtimeVersion: row.runtimeVersion,
    suite: row.suite,
    startedAt: row.date,
    origin: 'others',
    standing: row.standing === 'checked' ? 'checked' : 'doubtful',
    read: estimate(row.readBytesPerSecond, row.readLow, row.readHigh),
    fma: estimate(row.fmaFlopsPerSecond, row.fmaLow, row.fmaHigh),
    regime: row.regime as Regime,
    hasRates: !flags.includes(CLOCKS_DISAGREE),
    path: row.path,
    flags,
    weightBytesPerSecond: row.weightBytesPerSecond,
    crossoverDensity: row.crossoverDensity,
  };
}

/** Of a row that is compared: all that is measured is there. */
function timedCase(row: RecordRow): ComparedCase {
  return {
    operation: row.operation,
    kernelId: row.kernel,
    format: row.format,
    valueType: row.valueType,
    pattern: row.pattern,
    rowCount: row.m!,
    columnCount: row.k!,
    rhsColumnCount: row.n!,
    nnz: row.nnz!,
    cache: row.cache as CacheState,
    timerId: row.timer as TimerId,
    launchHash: row.launchHash,
    medianNs: row.medianNs!,
    lowNs: row.lowNs!,
    highNs: row.highNs!,
    usefulFlops: row.usefulFlops!,
    compulsoryBytes: row.compulsoryBytes!,
  };
}

function estimate(value: number | null, low: number | null, high: number | null): Estimate | null {
  return value === null ? null : { value, low: low ?? 0, high: high ?? Number.POSITIVE_INFINITY };
}
