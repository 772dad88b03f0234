import type { Estimate } from '../../analysis/evidence/estimate.ts';
import {
  type MatrixRanking,
  matrixRankings,
  type RankedKernel,
} from '../../analysis/ranking/matrix-ranking.ts';
import { type PruningComparison, pruningComparisons } from '../../analysis/ranking/pruning.ts';
import { type MatrixAnswer, matrixAnswer, matrixAnswers } from '../../answer/matrix-answer.ts';
import { capitalised, timesText } from '../../answer/words.ts';
import { formatInterval } from '../../core/interval.ts';
import { formatWord } from '../../core/record/format-words.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { formatCount, formatDuration, formatMemory, formatShape, formatShare } from '../../core/units.ts';
import { kernelLabel } from './case-rows.ts';

/** The kernels of one matrix from a file, the fastest first. */
export interface MatrixBlock {
  /** "larva.mtx · 3,554 × 3,554, 0.942 % nonzero". */
  readonly title: string;
  /** As the card has it. */
  readonly sentence: string;
  readonly kernels: readonly RankedKernel[];
  /** Why plain CSR has no time, and how many kernels were left out; empty where neither is so. */
  readonly remark: string;
}

export const MATRIX_HEADING = 'Formats and kernels of your matrices, the fastest first';

export const MATRIX_NOTE =
  'Dense: the best dense f32 kernel; CSR: the better of csr-scalar and csr-vector. Conversion: from compressed rows, once, on ' +
  'the host, without the copy to the device. Pays after: products until it has paid against CSR; "unclear" where the two are ' +
  'within the noise.';

export const PRUNING_HEADING = 'Pruning methods at equal sparsity, by their fastest sparse kernel';

export const PRUNING_NOTE =
  'Equal: one shape, and as many nonzeros to 5 %, whatever sparsity a folder promises. Ratios of medians, not paired.';

/** With all intervals; tables for terminals lay out the numbers themselves. */
export const MATRIX_COLUMNS = [
  { header: 'kernel', cell: ({ record }: RankedKernel) => kernelLabel(record) },
  { header: 'format', cell: ({ record }: RankedKernel) => formatWord(record.format) },
  { header: 'time', cell: ({ record }: RankedKernel) => timeText(record) },
  { header: '÷ dense', cell: ({ toDense }: RankedKernel) => ratioText(toDense) },
  { header: '÷ CSR', cell: ({ toCsr }: RankedKernel) => ratioText(toCsr) },
  { header: 'bytes', cell: ({ storedBytes }: RankedKernel) => formatMemory(storedBytes) },
  { header: 'conversion', cell: conversionText },
  { header: 'pays after', cell: paysText },
] as const;

export function matrixBlocks({ records }: Pick<ResultFile, 'records'>): readonly MatrixBlock[] {
  return matrixRankings(records).map(ranking => ({
    title: titleOf(ranking),
    sentence: capitalised(matrixAnswer(ranking).text.replace(/^[^:]*: /, '')),
    kernels: ranking.kernels,
    remark: remarkOf(ranking),
  }));
}

/** One line a matrix, for where there is no room for tables. */
export const MATRIX_SUMMARY_COLUMNS = [
  { header: 'your matrix', cell: ({ name }: MatrixAnswer) => name },
  { header: 'nonzero', cell: ({ density }: MatrixAnswer) => formatShare(density) },
  { header: 'fastest', cell: fastestCell },
  { header: 'sparse: × dense', cell: ({ timesFaster }: MatrixAnswer) => timesCell(timesFaster) },
  { header: '× plain CSR', cell: ({ timesFasterThanCsr }: MatrixAnswer) => timesCell(timesFasterThanCsr) },
] as const;

export function matrixSummary({ records }: Pick<ResultFile, 'records'>): readonly (readonly string[])[] {
  return matrixAnswers({ records }).map(answer => MATRIX_SUMMARY_COLUMNS.map(column => column.cell(answer)));
}

/** Under lines of the summary, on one line of a terminal: what its columns and signs mean. */
export const MATRIX_SUMMARY_NOTE =
  '×: speed of the best sparse kernel; ≈: that of dense within noise; –: not timed.';

function fastestCell({ kernelId, timesFaster }: MatrixAnswer): string {
  const isClear = timesFaster === null || timesFaster.low > 1 || timesFaster.high < 1;
  return kernelId === null ? 'n/a' : `${isClear ? '' : '≈ '}${kernelId}`;
}

function timesCell(times: Estimate | null): string {
  return times === null ? '–' : timesText(times);
}

function titleOf({ name, problem: { rowCount, columnCount, density } }: MatrixRanking): string {
  return `${name} · ${formatShape(rowCount, columnCount)}, ${formatShare(density)} nonzero`;
}

function remarkOf({ leftOutCount, csrMissing }: MatrixRanking): string {
  const kernels = leftOutCount === 1 ? 'One more kernel was' : `${leftOutCount} more kernels were`;
  return [
    ...(csrMissing === null ? [] : [`Plain CSR was not timed: ${csrMissing}.`]),
    ...(leftOutCount === 0 ? [] : [`${kernels} left out as clearly slower: see what was skipped.`]),
  ].join(' ');
}

function timeText({ summary: { medianNs, lowNs, highNs } }: RankedKernel['record']): string {
  return formatInterval(medianNs, lowNs, highNs, formatDuration);
}

/** A kernel is 1 of itself, which has no interval. */
function ratioText(ratio: Estimate | null): string {
  if (ratio === null) return 'n/a';
  return ratio.low === 1 && ratio.high === 1 ? '1' : formatInterval(ratio.value, ratio.low, ratio.high);
}

/** "–" of compressed rows in f32, which are not converted. */
export function conversionText({ record, conversionNs }: RankedKernel): string {
  if (record.format === 'csr-f32') return '–';
  return conversionNs === null ? 'n/a' : formatDuration(conversionNs);
}

/** In products. */
export function paysText({ record, toCsr, conversionNs, productsToPay }: RankedKernel): string {
  if (record.format === 'csr-f32') return '–';
  if (productsToPay !== null) return formatCount(productsToPay);
  if (toCsr === null || (conversionNs === null && toCsr.high < 1)) return 'n/a';
  return toCsr.low > 1 ? 'never' : 'unclear';
}

export interface PruningRow {
  readonly method: string;
  readonly nonzero: string;
  readonly kernel: string;
  readonly time: string;
  /** Time ÷ that of the first. */
  readonly toFirst: string;
}

/** Matrices of one shape and sparsity, by how they were pruned. */
export interface PruningBlock {
  /** "2,048 × 512, 10.0 % nonzero". */
  readonly title: string;
  readonly rows: readonly PruningRow[];
}

export const PRUNING_COLUMNS = [
  { header: 'method', cell: ({ method }: PruningRow) => method },
  { header: 'nonzero', cell: ({ nonzero }: PruningRow) => nonzero },
  { header: 'kernel', cell: ({ kernel }: PruningRow) => kernel },
  { header: 'time', cell: ({ time }: PruningRow) => time },
  { header: '÷ first', cell: ({ toFirst }: PruningRow) => toFirst },
] as const;

export function pruningBlocks({ records }: Pick<ResultFile, 'records'>): readonly PruningBlock[] {
  return pruningComparisons(matrixRankings(records)).map(pruningBlock);
}

function pruningBlock({ rowCount, columnCount, rows }: PruningComparison): PruningBlock {
  const densities = rows.map(({ ranking }) => ranking.problem.density);
  const ends = [Math.min(...densities), Math.max(...densities)].map(formatShare);
  const range = ends[0] === ends[1] ? ends[0] : `${ends[0]!.replace(' %', '')}–${ends[1]}`;
  return {
    title: `${formatShape(rowCount, columnCount)}, ${range} nonzero`,
    rows: rows.map(({ method, ranking, fastest, toFirst }) => ({
      method,
      nonzero: formatShare(ranking.problem.density),
      kernel: fastest.record.case.kernelId,
      time: timeText(fastest.record),
      toFirst: ratioText(toFirst),
    })),
  };
}
