import type { ProblemFacts } from '../../core/problem.ts';
import { type BenchRecord, isDenseF32, type OkRecord } from '../../core/record/record.ts';
import { timeRatio } from '../../stats/paired.ts';
import { compare } from '../crossover/crossover-points.ts';
import type { Estimate } from '../evidence/estimate.ts';
import {
  fastest,
  groupBy,
  isDense,
  isSparse,
  isVendor,
  plainRecords,
  problemKey,
  usableRecords,
} from '../evidence/usable.ts';
import { productsUntilPaid } from './conversion-pays.ts';

/** CSR as a user has it, without anything that a kernel prepares for itself. */
const PLAIN_CSR = ['spmv/csr-scalar', 'spmv/csr-vector'];

/** One kernel of a matrix, at its fastest. */
export interface RankedKernel {
  readonly record: OkRecord;
  /** Its time ÷ that of the best dense f32 kernel; 1 of that kernel itself, null where none was timed. */
  readonly toDense: Estimate | null;
  /** Its time ÷ that of the best plain CSR kernel; likewise. */
  readonly toCsr: Estimate | null;
  /** Of one copy of the matrix, as it lies on the device. */
  readonly storedBytes: number;
  /** Null where nothing is converted, or where that is not known. */
  readonly conversionNs: number | null;
  /** Products after which converting has paid against plain CSR; null where the kernel is not clearly faster. */
  readonly productsToPay: number | null;
}

/** The kernels of one matrix. */
export interface MatrixRanking {
  /** Of its file. */
  readonly name: string;
  readonly problem: ProblemFacts;
  /** The fastest first. */
  readonly kernels: readonly RankedKernel[];
  /** The best dense f32 kernel. */
  readonly dense: RankedKernel | null;
  /** The best plain CSR kernel. */
  readonly csr: RankedKernel | null;
  /** Why plain CSR has no time; null where it has one, and where it was not asked for. */
  readonly csrMissing: string | null;
  /** Kernels that were not measured to the end: another was clearly faster in a few rounds, or one product takes too long. */
  readonly leftOutCount: number;
}

/** One a matrix from a file, in measured order: every kernel that multiplied it by a vector. */
export function matrixRankings(records: readonly BenchRecord[]): readonly MatrixRanking[] {
  const products = plainRecords(usableRecords(records.filter(record => !isVendor(record)))).filter(
    record => record.operation === 'matvec' && record.case.problem.generator === 'file',
  );
  const leftOut = records.filter(record => record.status === 'skipped' && record.cause === 'plan');
  return [...groupBy(products, problemKey)].map(([key, members]) => ({
    ...rankingOf(members),
    leftOutCount: new Set(leftOut.filter(r => problemKey(r) === key).map(r => r.case.kernelId)).size,
    csrMissing: members.some(isPlainCsr) ? null : whyNoCsr(records.filter(r => problemKey(r) === key)),
  }));
}

function isPlainCsr({ case: { kernelId } }: BenchRecord): boolean {
  return PLAIN_CSR.includes(kernelId);
}

function whyNoCsr(records: readonly BenchRecord[]): string | null {
  const [first] = records.filter(isPlainCsr);
  if (first === undefined || first.status === 'ok') return null;
  return first.status === 'skipped' ? first.reason : first.message;
}

/** Stored whole in values of another type, a matrix is no longer the same: such kernels are ranked, and no reference. */
function rankingOf(members: readonly OkRecord[]): Omit<MatrixRanking, 'leftOutCount' | 'csrMissing'> {
  const own = members[0]!;
  const best = bestByKernel(members);
  const references = members.filter(isDenseF32);
  const dense = fastest(best.filter(isDenseF32));
  const csr = fastest(best.filter(isPlainCsr));
  const kernels = best.map(record => rankedKernel(record, references, dense, csr));
  const rankOf = (record: OkRecord | null) => kernels.find(kernel => kernel.record === record) ?? null;
  return {
    name: String(own.case.problem.params.name ?? own.problem.pattern),
    problem: own.problem,
    kernels,
    dense: rankOf(dense),
    csr: rankOf(csr),
  };
}

/** The fastest launch shape of each, streamed where the matrix was; ascending by time. */
function bestByKernel(members: readonly OkRecord[]): readonly OkRecord[] {
  const streamed = members.filter(record => record.case.cache === 'stream');
  const kept = streamed.length > 0 ? streamed : members;
  return [...groupBy(kept, record => record.case.kernelId).values()]
    .flatMap(shapes => fastest(shapes) ?? [])
    .sort((a, b) => a.summary.medianNs - b.summary.medianNs);
}

const ONE: Estimate = { value: 1, low: 1, high: 1 };

function rankedKernel(
  record: OkRecord,
  references: readonly OkRecord[],
  dense: OkRecord | null,
  csr: OkRecord | null,
): RankedKernel {
  const toCsr =
    csr === record ? ONE : csr && estimateOf(comparable(record, csr) && timeRatio(record, csr, 1));
  const conversionNs = record.conversionNs ?? null;
  const pays = conversionNs !== null && csr !== null && toCsr !== null && toCsr.high < 1;
  return {
    record,
    // By the rule and the draws of the crossover, of which a file is one point: the same number everywhere.
    toDense: dense === record ? ONE : estimateOf(compare(record, likeWith(record, references), 1)?.ratio),
    toCsr,
    storedBytes: record.copies.workingSetBytes / record.copies.count,
    conversionNs,
    productsToPay: pays
      ? productsUntilPaid(conversionNs, {
          csrNs: csr.summary.medianNs,
          kernelNs: record.summary.medianNs,
        })
      : null,
  };
}

function likeWith(record: OkRecord, references: readonly OkRecord[]): readonly OkRecord[] {
  return references.filter(reference => comparable(record, reference));
}

function comparable(a: OkRecord, b: OkRecord): boolean {
  return a.case.cache === b.case.cache && a.timerId === b.timerId;
}

function estimateOf(ratio: Estimate | null | undefined | false): Estimate | null {
  return ratio ? { value: ratio.value, low: ratio.low, high: ratio.high } : null;
}

/** The fastest that stores the matrix without its zeros; null where none was timed. */
export function bestSparse({ kernels }: MatrixRanking): RankedKernel | null {
  return kernels.find(({ record }) => isSparse(record)) ?? null;
}

/** Kernels of other formats than that of the best whose time differs from its by no more than the noise. */
export function withinNoise(best: RankedKernel, { kernels }: MatrixRanking): readonly RankedKernel[] {
  return kernels.filter(({ record }) => {
    if (record.format === best.record.format || isDense(record) !== isDense(best.record)) return false;
    const ratio = comparable(record, best.record) ? timeRatio(record, best.record, 1) : null;
    return ratio !== null && ratio.low <= 1;
  });
}
