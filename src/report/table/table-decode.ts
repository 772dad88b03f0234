import type { ResultFile } from '../../core/record/result-file.ts';
import { DECODE_COLUMNS, decodeRows } from '../rows/decode-rows.ts';
import { clockMark } from '../rows/remarks.ts';
import type { Painter } from './colour.ts';
import { alignColumns, REPORT_WIDTH, wrap } from './text.ts';

/** Tokens/s of each model's decode step, and why others were not measured. */
export function decodeTable(file: Pick<ResultFile, 'findings' | 'environment'>, paint: Painter): string[] {
  const rows = decodeRows(file);
  if (rows.length === 0) return [];
  const measured = rows.filter(({ remark }) => remark === '');
  const columns = DECODE_COLUMNS.map(({ header }, index) => ({
    header,
    align: index === 0 ? ('left' as const) : ('right' as const),
  }));
  const [head = '', ...body] = alignColumns(
    columns,
    measured.map(row => DECODE_COLUMNS.map(column => column.cell(row))),
    REPORT_WIDTH,
  );
  return [
    ...wrap(
      `Decode step: tokens/s, and what reading the weights allows (95 % interval)${clockMark(file.environment.clock)}`,
      REPORT_WIDTH,
    ).map(line => paint('heading', line)),
    ...(measured.length === 0 ? [] : [paint('quiet', head), ...body]),
    ...rows
      .filter(({ remark }) => remark !== '')
      .flatMap(({ model, remark }) => wrap(`${model}: ${remark}`, REPORT_WIDTH, '  ')),
  ];
}
