import type { ResultFile } from '../../core/record/result-file.ts';
import {
  MATRIX_COLUMNS,
  MATRIX_HEADING,
  MATRIX_NOTE,
  matrixBlocks,
  PRUNING_COLUMNS,
  PRUNING_HEADING,
  PRUNING_NOTE,
  pruningBlocks,
} from '../rows/matrix-rows.ts';
import { escaped, mdTable } from './markdown-text.ts';

/** A table a matrix, and one a group of equally sparse ones that were pruned in different ways; nothing without matrices. */
export function matrixSections(file: Pick<ResultFile, 'records'>): readonly string[] {
  const blocks = matrixBlocks(file).map(({ title, sentence, kernels, remark }) => {
    const cells = kernels.map(kernel => MATRIX_COLUMNS.map(column => escaped(column.cell(kernel))));
    const table = tableOf(MATRIX_COLUMNS, cells);
    return [
      `### ${escaped(title)}`,
      escaped(sentence),
      table,
      ...(remark === '' ? [] : [escaped(remark)]),
    ].join('\n\n');
  });
  const pruning = pruningBlocks(file).map(({ title, rows }) => {
    const cells = rows.map(row => PRUNING_COLUMNS.map(column => escaped(column.cell(row))));
    return `### ${escaped(title)}\n\n${tableOf(PRUNING_COLUMNS, cells)}`;
  });
  return [
    ...(blocks.length === 0 ? [] : [`## ${MATRIX_HEADING}`, escaped(MATRIX_NOTE), ...blocks]),
    ...(pruning.length === 0 ? [] : [`## ${PRUNING_HEADING}`, escaped(PRUNING_NOTE), ...pruning]),
  ];
}

function tableOf(columns: readonly { readonly header: string }[], cells: readonly string[][]): string {
  return mdTable(
    columns.map(({ header }) => escaped(header)),
    cells,
    2,
  );
}
