import { adapterName, type DeviceClass } from '../core/environment.ts';
import type { CeilingId } from '../core/finding.ts';
import type { ResultFile } from '../core/result-file.ts';
import { formatFlopsPerSecond, formatShare } from '../core/units.ts';
import { type CaseRow, caseRow, isMainCase } from './case-rows.ts';
import { ceilingValue } from './overview.ts';

/** One run among others, every value printed with its unit or "n/a". */
export interface MachineRow {
  readonly machine: string;
  readonly class: DeviceClass;
  readonly suite: string;
  readonly runtime: string;
  readonly read: string;
  readonly fma: string;
  readonly dispatch: string;
  /** Best dense matrix–vector product ÷ read ceiling of the same run. */
  readonly gemvOfRead: string;
  /** Best matrix–matrix product, useful FLOP/s. */
  readonly gemm: string;
  readonly regime: string;
}

/** Rows in the order of the files. Software adapters never share a ranking with hardware: callers keep them apart. */
export function machineRows(files: readonly ResultFile[]): readonly MachineRow[] {
  return files.map(machineRow);
}

function machineRow(file: ResultFile): MachineRow {
  const { adapter, runtime, label } = file.environment;
  const rows = file.records.filter(isMainCase).map(record => caseRow(record, file));
  const onGpu = rows.filter(row => row.record.timerId !== 'host');
  const gemv = onGpu.filter(
    row => row.record.operation === 'matvec' && row.record.format.startsWith('dense'),
  );
  const gemm = onGpu.filter(row => row.record.operation === 'matmul');
  return {
    machine: label === null ? adapterName(adapter) : `${adapterName(adapter)} (${label})`,
    class: adapter.class,
    suite: file.session.suite,
    runtime: `${runtime.name} ${runtime.version}`,
    read: ceilingOf(file, 'read'),
    fma: ceilingOf(file, 'fma'),
    dispatch: ceilingOf(file, 'dispatch'),
    gemvOfRead: best(gemv, row => row.readFraction, formatShare),
    gemm: best(gemm, row => row.flopsPerSecond, formatFlopsPerSecond),
    regime: file.verdict.regime,
  };
}

function ceilingOf(file: ResultFile, id: CeilingId): string {
  const ceiling = file.ceilings.find(candidate => candidate.id === id);
  return ceiling === undefined ? 'n/a' : ceilingValue(ceiling, ceiling.value);
}

function best(
  rows: readonly CaseRow[],
  value: (row: CaseRow) => number | null,
  format: (value: number) => string,
): string {
  const values = rows.map(value).filter(candidate => candidate !== null);
  return values.length === 0 ? 'n/a' : format(Math.max(...values));
}
