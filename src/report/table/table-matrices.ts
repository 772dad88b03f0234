import type { RankedKernel } from '../../analysis/ranking/matrix-ranking.ts';
import { formatWord } from '../../core/record/format-words.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { durationColumn, formatNumber, siColumn } from '../../core/units.ts';
import {
  conversionText,
  MATRIX_HEADING,
  MATRIX_NOTE,
  MATRIX_SUMMARY_COLUMNS,
  type MatrixBlock,
  matrixBlocks,
  matrixSummary,
  PRUNING_COLUMNS,
  PRUNING_HEADING,
  PRUNING_NOTE,
  type PruningBlock,
  paysText,
  pruningBlocks,
} from '../rows/matrix-rows.ts';
import type { Painter } from './colour.ts';
import { numberCell } from './table-cases.ts';
import { alignColumns, REPORT_WIDTH, wrap } from './text.ts';

/** A table a matrix, and one a group of equally sparse ones that were pruned in different ways; nothing without matrices. */
export function matrixTables(file: Pick<ResultFile, 'records'>, paint: Painter): readonly string[][] {
  const [blocks, pruning] = [matrixBlocks(file), pruningBlocks(file)];
  if (blocks.length === 0) return [];
  return [
    [paint('heading', MATRIX_HEADING), ...wrap(MATRIX_NOTE, REPORT_WIDTH)],
    ...blocks.map(block => matrixTable(block, paint)),
    ...(pruning.length === 0
      ? []
      : [[paint('heading', PRUNING_HEADING), ...wrap(PRUNING_NOTE, REPORT_WIDTH)]]),
    ...pruning.map(block => pruningTable(block, paint)),
  ];
}

/** A line each under one of headers; nothing without matrices. */
export function matrixSummaryTable(file: Pick<ResultFile, 'records'>): readonly string[] {
  const rows = matrixSummary(file);
  if (rows.length === 0) return [];
  const columns = MATRIX_SUMMARY_COLUMNS.map(({ header }, index) => ({
    header,
    align: header === 'your matrix' || header === 'fastest' ? ('left' as const) : ('right' as const),
    flexible: index === 0,
  }));
  return alignColumns(
    columns,
    rows.map(row => [...row]),
    REPORT_WIDTH,
  );
}

function matrixTable({ title, sentence, kernels, remark }: MatrixBlock, paint: Painter): string[] {
  const time = durationColumn(kernels.map(({ record }) => record.summary.medianNs));
  const bytes = siColumn(kernels.map(({ storedBytes }) => storedBytes));
  const columns = [
    'format',
    time.unit,
    '± %',
    '÷ dense',
    '÷ CSR',
    `${bytes.prefix}B`,
    'conversion',
    'pays after',
  ];
  const [head = '', ...rows] = alignColumns(
    [
      { header: 'kernel', align: 'left', flexible: true },
      ...columns.map((header, index) => ({
        header,
        align: index === 0 ? ('left' as const) : ('right' as const),
      })),
    ],
    kernels.map(kernel => [
      kernel.record.case.kernelId,
      formatWord(kernel.record.format),
      formatNumber(kernel.record.summary.medianNs / time.divisor),
      formatNumber(100 * halfWidth(kernel), 2),
      numberCell(kernel.toDense?.value ?? null, 1),
      numberCell(kernel.toCsr?.value ?? null, 1),
      formatNumber(kernel.storedBytes / bytes.divisor),
      conversionText(kernel),
      paysText(kernel),
    ]),
    REPORT_WIDTH,
  );
  return [
    ...wrap(title, REPORT_WIDTH, '  ').map(line => paint('strong', line)),
    ...wrap(sentence, REPORT_WIDTH),
    paint('quiet', head),
    ...rows,
    ...(remark === '' ? [] : wrap(remark, REPORT_WIDTH)),
  ];
}

/** Larger half of the interval ÷ median. */
function halfWidth({ record: { summary } }: RankedKernel): number {
  const { medianNs, lowNs, highNs } = summary;
  return Math.max(highNs - medianNs, medianNs - lowNs) / medianNs;
}

function pruningTable({ title, rows }: PruningBlock, paint: Painter): string[] {
  const [head = '', ...lines] = alignColumns(
    PRUNING_COLUMNS.map(({ header }, index) => ({
      header,
      align: index === 0 || header === 'kernel' ? ('left' as const) : ('right' as const),
      flexible: header === 'kernel',
    })),
    rows.map(row => PRUNING_COLUMNS.map(column => column.cell(row))),
    REPORT_WIDTH,
  );
  return [
    ...wrap(title, REPORT_WIDTH, '  ').map(line => paint('strong', line)),
    paint('quiet', head),
    ...lines,
  ];
}
