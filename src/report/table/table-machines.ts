import type { ResultFile } from '../../core/record/result-file.ts';
import { MACHINE_COLUMNS, machineBlocks } from '../rows/machines.ts';
import type { Painter } from './colour.ts';
import { alignColumns, type Column, REPORT_WIDTH } from './text.ts';

/** Runtime and dispatch cost do not fit beside the rest; the other formats have them. */
const CONSOLE_MACHINE_COLUMNS = MACHINE_COLUMNS.filter(
  column => column.header !== 'runtime' && column.header !== 'dispatch',
);

/** Runs side by side, hardware and software apart. */
export function machineTables(files: readonly ResultFile[], paint: Painter): string {
  const columns = CONSOLE_MACHINE_COLUMNS.map(
    ({ header, numeric }): Column => ({
      header,
      align: numeric ? 'right' : 'left',
      flexible: header === 'machine',
    }),
  );
  return machineBlocks(files)
    .map(({ title, rows }) => {
      const cells = rows.map(row => CONSOLE_MACHINE_COLUMNS.map(column => column.cell(row)));
      return [paint('heading', title), ...alignColumns(columns, cells, REPORT_WIDTH)].join('\n');
    })
    .join('\n\n');
}
