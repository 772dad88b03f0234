import { isDense, isHost } from '../../analysis/evidence/usable.ts';
import { adapterName, type DeviceClass } from '../../core/environment.ts';
import type { CeilingId } from '../../core/record/finding.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { formatFlopsPerSecond, formatShare } from '../../core/units.ts';
import { type CaseRow, caseRow, isMainCase } from './case-rows.ts';
import { ceilingValue } from './overview.ts';
import { clockMark } from './remarks.ts';

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

export interface MachineColumn {
  readonly header: string;
  readonly numeric: boolean;
  cell(row: MachineRow): string;
}

/** The table of machines, the same in every report. */
export const MACHINE_COLUMNS: readonly MachineColumn[] = [
  { header: 'machine', numeric: false, cell: row => row.machine },
  { header: 'suite', numeric: false, cell: row => row.suite },
  { header: 'runtime', numeric: false, cell: row => row.runtime },
  { header: 'read', numeric: true, cell: row => row.read },
  { header: 'FMA', numeric: true, cell: row => row.fma },
  { header: 'dispatch', numeric: true, cell: row => row.dispatch },
  { header: 'GEMV of read', numeric: true, cell: row => row.gemvOfRead },
  { header: 'GEMM', numeric: true, cell: row => row.gemm },
  { header: 'regime', numeric: false, cell: row => row.regime },
];

export interface MachineBlock {
  readonly title: string;
  readonly rows: readonly MachineRow[];
}

/** Software adapters never share a ranking with hardware: they stand in a table of their own. */
export function machineBlocks(files: readonly ResultFile[]): readonly MachineBlock[] {
  const rows = files.map(machineRow);
  return [
    { title: 'Machines', rows: rows.filter(row => row.class === 'hardware') },
    { title: 'Software adapters: numbers describe CPUs', rows: rows.filter(row => row.class === 'software') },
  ].filter(block => block.rows.length > 0);
}

function machineRow(file: ResultFile): MachineRow {
  const { adapter, runtime, label, clock } = file.environment;
  const rows = file.records.filter(isMainCase).map(record => caseRow(record, file));
  const onGpu = rows.filter(row => !isHost(row.record));
  const gemv = onGpu.filter(row => row.record.operation === 'matvec' && isDense(row.record));
  const gemm = onGpu.filter(row => row.record.operation === 'matmul' && isDense(row.record));
  return {
    machine: `${adapterName(adapter)}${label === null ? '' : ` (${label})`}${clockMark(clock)}`,
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
