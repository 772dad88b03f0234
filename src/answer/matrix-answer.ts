import type { Estimate } from '../analysis/evidence/estimate.ts';
import {
  bestSparse,
  type MatrixRanking,
  matrixRankings,
  type RankedKernel,
  withinNoise,
} from '../analysis/ranking/matrix-ranking.ts';
import { formatWord } from '../core/record/format-words.ts';
import { formatDuration, formatNumber, formatShare } from '../core/units.ts';
import type { AnswerInput } from './input.ts';
import { listText, timesText } from './words.ts';

/** What a run says of one matrix of the user's. */
export interface MatrixAnswer {
  /** Name of the file. */
  readonly name: string;
  /** Of nonzeros. */
  readonly density: number;
  /** The fastest kernel on the matrix in its own values, sparse or dense, and its format; null where none was timed. */
  readonly kernelId: string | null;
  readonly format: string | null;
  /** Time of the best dense kernel ÷ that of the best sparse one; null where they were not compared. */
  readonly timesFaster: Estimate | null;
  /** Time of the best plain CSR kernel ÷ that of the best sparse one; likewise, and where that is plain CSR. */
  readonly timesFasterThanCsr: Estimate | null;
  /** Stored bytes of the dense f32 matrix ÷ those of the best sparse kernel's; null where none was timed. */
  readonly bytesRatio: number | null;
  /** Addresses that it rests on. */
  readonly evidence: readonly string[];
  /** "0.940 % nonzero: SELL by spmv/sell is fastest, 19.2× (17.1–21.3) faster than …". */
  readonly text: string;
}

/** One a file, in measured order; none of generated matrices. */
export function matrixAnswers({ records }: Pick<AnswerInput, 'records'>): readonly MatrixAnswer[] {
  return matrixRankings(records).map(matrixAnswer);
}

export function matrixAnswer(ranking: MatrixRanking): MatrixAnswer {
  const { name, problem, dense, csr } = ranking;
  const sparse = bestSparse(ranking);
  const first = ranking.kernels.find(kernel => kernel === dense || kernel === sparse) ?? null;
  const rests = [sparse, dense, csr].flatMap(kernel => kernel?.record.address ?? []);
  return {
    name,
    density: problem.density,
    kernelId: first?.record.case.kernelId ?? null,
    format: first?.record.format ?? null,
    timesFaster: sparse?.toDense ? inverse(sparse.toDense) : null,
    timesFasterThanCsr: sparse?.toCsr && sparse !== csr ? inverse(sparse.toCsr) : null,
    bytesRatio: sparse && denseBytes(ranking) / sparse.storedBytes,
    evidence: [...new Set(rests)],
    text: `${formatShare(problem.density)} nonzero: ${textOf(ranking, sparse)}.`,
  };
}

function inverse({ value, low, high }: Estimate): Estimate {
  return { value: 1 / value, low: 1 / high, high: 1 / low };
}

/** As it was stored, or would have been. */
function denseBytes({ dense, problem: { rowCount, columnCount } }: MatrixRanking): number {
  return dense?.storedBytes ?? 4 * rowCount * columnCount;
}

function textOf(ranking: MatrixRanking, sparse: RankedKernel | null): string {
  const { dense } = ranking;
  if (sparse === null) {
    return dense === null
      ? 'no kernel was timed on it in its own values'
      : `${named(dense)} takes ${timeOf(dense)}; no sparse kernel was timed on it`;
  }
  if (dense === null || sparse.toDense === null) {
    const than = thanCsr(sparse, ranking, '');
    const beside = `no dense kernel was timed beside it; against one, ${predicted(sparse, ranking)}`;
    return `${named(sparse)} takes ${timeOf(sparse)}${than === '' ? '' : `, ${than}`}; ${beside}`;
  }
  const faster = inverse(sparse.toDense);
  const bytes = predicted(sparse, ranking);
  if (faster.low > 1) {
    const than = thanCsr(sparse, ranking, 'and ');
    const times = `${timesText(faster)} faster than the best dense kernel, where ${bytes}`;
    return `${named(sparse)} is fastest, ${times}${than === '' ? '' : `, ${than}`}${alsoFast(sparse, ranking)}`;
  }
  if (faster.high < 1) {
    const behind = `${timesText(inverse(faster))} faster than ${named(sparse)}, the best sparse one, where ${predictedForDense(sparse, ranking)}`;
    return `${named(dense)} is fastest, ${behind}${denseThanCsr(sparse, ranking)}`;
  }
  const than = thanCsr(sparse, ranking, '');
  const same = `${named(sparse)} and ${named(dense)} take the same time within the noise, dense ÷ sparse ${timesText(faster)}, where ${bytes}`;
  return than === '' ? same : `${same}; the former is ${than}`;
}

/** Against plain CSR; empty where it is that, or where that was not timed. */
function thanCsr(sparse: RankedKernel, { csr }: MatrixRanking, and: string): string {
  if (csr === null || csr === sparse || sparse.toCsr === null) return '';
  const faster = inverse(sparse.toCsr);
  if (faster.low <= 1) return `${and}as fast as plain CSR within the noise, ${timesText(faster)}`;
  const bytes =
    sparse.record.format === csr.record.format
      ? 'of the same bytes'
      : `where they predict ${formatNumber(csr.storedBytes / sparse.storedBytes)}×`;
  return `${and}${timesText(faster)} faster than plain CSR, ${bytes}`;
}

/** Dense against plain CSR, where the best sparse kernel is another. */
function denseThanCsr(sparse: RankedKernel, { csr }: MatrixRanking): string {
  if (csr === null || csr === sparse || csr.toDense === null || csr.toDense.low <= 1) return '';
  return `, and ${timesText(csr.toDense)} faster than plain CSR`;
}

/** Other formats that may be as fast; of plain CSR that was said. */
function alsoFast(sparse: RankedKernel, ranking: MatrixRanking): string {
  const others = withinNoise(sparse, ranking).filter(kernel => kernel.record.family !== 'csr');
  const words = [...new Set(others.map(({ record }) => formatWord(record.format)))];
  return words.length === 0 ? '' : `; ${listText(words)} may be as fast, within the noise`;
}

/** Dense ÷ sparse. */
function predicted(sparse: RankedKernel, ranking: MatrixRanking): string {
  return predictedText(denseBytes(ranking) / sparse.storedBytes);
}

/** Of a comparison that says how much faster dense is: the same way round, or said to be the other. */
function predictedForDense(sparse: RankedKernel, ranking: MatrixRanking): string {
  const ratio = denseBytes(ranking) / sparse.storedBytes;
  return ratio < 1 ? predictedText(1 / ratio) : `${predictedText(ratio)} the other way`;
}

function predictedText(ratio: number): string {
  return `stored bytes alone predict ${formatNumber(ratio)}×`;
}

/** "SELL by spmv/sell", "dense by gemv/subgroup". */
function named({ record }: RankedKernel): string {
  return `${formatWord(record.format)} by ${record.case.kernelId}`;
}

function timeOf({ record }: RankedKernel): string {
  return formatDuration(record.summary.medianNs);
}
