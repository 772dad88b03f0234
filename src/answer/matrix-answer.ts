import type { Estimate } from '../analysis/evidence/estimate.ts';
import { groupBy, usableRecords } from '../analysis/evidence/usable.ts';
import { formatProblem } from '../core/record/address.ts';
import type { CrossoverPoint, CrossoverSeries } from '../core/record/finding.ts';
import type { OkRecord } from '../core/record/record.ts';
import { formatDuration, formatNumber, formatShare } from '../core/units.ts';
import type { AnswerInput } from './input.ts';
import { timesText } from './words.ts';

/** What a run says of one matrix of the user's. */
export interface MatrixAnswer {
  /** Name of the file. */
  readonly name: string;
  /** Of nonzeros. */
  readonly density: number;
  /** Time of the best dense kernel ÷ time of the best CSR kernel; null where they were not compared. */
  readonly timesFaster: Estimate | null;
  /** Stored bytes of the dense matrix ÷ those of CSR. */
  readonly bytesRatio: number;
  /** Addresses that it rests on. */
  readonly evidence: readonly string[];
  /** "0.940 % nonzero: CSR is 19.2× (17.1–21.3) faster than the best dense kernel; …". */
  readonly text: string;
}

/** One a file, in measured order; none of generated matrices. */
export function matrixAnswers(input: AnswerInput): readonly MatrixAnswer[] {
  const usable = usableRecords(input.records).filter(isOfFile);
  return [...groupBy(usable, record => formatProblem(record.case.problem)).values()].map(records =>
    matrixAnswer(records, input),
  );
}

function matrixAnswer(records: readonly OkRecord[], input: AnswerInput): MatrixAnswer {
  const { problem, case: own } = records[0]!;
  const addresses = new Set(records.map(({ address }) => address));
  const compared = bestPoint(input.crossovers, addresses);
  const facts = {
    name: String(own.problem.params.name ?? problem.pattern),
    density: problem.density,
    timesFaster: compared && inverse(compared.point),
    bytesRatio: denseBytes(problem) / csrBytes(records),
    evidence: compared ? [compared.point.address, compared.series.denseAddress] : [],
  };
  return { ...facts, text: textOf(facts, records) };
}

/** A file is a crossover of one density; of its kernels the one that takes the least of the dense time. */
function bestPoint(
  crossovers: readonly CrossoverSeries[],
  addresses: ReadonlySet<string>,
): { readonly series: CrossoverSeries; readonly point: CrossoverPoint } | null {
  return crossovers
    .flatMap(series => series.points.map(point => ({ series, point })))
    .filter(({ point }) => addresses.has(point.address) && point.ratio > 0 && point.low > 0)
    .reduce<{ series: CrossoverSeries; point: CrossoverPoint } | null>(
      (best, next) => (best === null || next.point.ratio < best.point.ratio ? next : best),
      null,
    );
}

function inverse({ ratio, low, high }: CrossoverPoint): Estimate {
  return { value: 1 / ratio, low: 1 / high, high: 1 / low };
}

function denseBytes({ rowCount, columnCount }: OkRecord['problem']): number {
  return 4 * rowCount * columnCount;
}

/** f32 values, u32 columns and row pointers. What CSR stores beyond its nonzeros, explicit zeros, it also executes. */
function csrBytes(records: readonly OkRecord[]): number {
  const { problem } = records[0]!;
  const executed = records.find(({ family }) => family === 'csr')?.work.executedFlops ?? 0;
  return 8 * Math.max(problem.nnz, executed / 2) + 4 * (problem.rowCount + 1);
}

function textOf(
  { density, timesFaster, bytesRatio }: Pick<MatrixAnswer, 'density' | 'timesFaster' | 'bytesRatio'>,
  records: readonly OkRecord[],
): string {
  const nonzero = `${formatShare(density)} nonzero`;
  const predicted = `stored bytes alone predict ${formatNumber(bytesRatio)}×`;
  if (timesFaster === null) return `${nonzero}: ${aloneText(records)}; ${predicted}.`;
  if (timesFaster.low > 1)
    return `${nonzero}: CSR is ${timesText(timesFaster)} faster than the best dense kernel; ${predicted}.`;
  const slower = { value: 1 / timesFaster.value, low: 1 / timesFaster.high, high: 1 / timesFaster.low };
  if (slower.low > 1)
    return `${nonzero}: the best dense kernel is ${timesText(slower)} faster than CSR; ${predicted} the other way.`;
  return `${nonzero}: CSR and the best dense kernel take the same time within the noise, ${timesText(timesFaster)}; ${predicted}.`;
}

function aloneText(records: readonly OkRecord[]): string {
  const fastest = records
    .filter(({ operation, family }) => operation === 'matvec' && family !== 'dense')
    .sort((a, b) => a.summary.medianNs - b.summary.medianNs)[0];
  return fastest === undefined
    ? 'no sparse kernel was timed on it'
    : `${fastest.case.kernelId} takes ${formatDuration(fastest.summary.medianNs)}; no dense kernel was timed beside it`;
}

function isOfFile({ case: { problem, memoryShare } }: OkRecord): boolean {
  return problem.generator === 'file' && memoryShare === 1;
}
