import type { Ceiling } from '../../core/record/finding.ts';
import type { OkRecord } from '../../core/record/record.ts';
import { arithmeticIntensity } from '../../core/work.ts';
import { intervalOf, REPLICATES } from '../../stats/bootstrap.ts';
import { exponential, naturalLog } from '../../stats/elementary.ts';
import { type RatioEstimate, timeRatio } from '../../stats/paired.ts';
import { ridgePoint } from '../ceilings/roofline.ts';
import { beyondLaunch } from '../evidence/beyond-launch.ts';
import { costOf, type DispatchCost, type DispatchCosts } from '../evidence/dispatch-cost.ts';
import type { Estimate } from '../evidence/estimate.ts';
import { denseProducts, fastest, groupBy, isGemv, plainRecords } from '../evidence/usable.ts';

/** One batch size: the least time of any kernel that multiplies the weights with B vectors or more. */
export interface BatchRung {
  readonly batch: number;
  /** T(B) ÷ T(1), t0 taken off both where it is known. */
  readonly ratio: Estimate;
  readonly replicates: ArrayLike<number>;
  /** Of the time taken: a kernel at this batch or a larger one. */
  readonly record: OkRecord;
}

export interface BatchLadder {
  /** Ascending in B, first B = 1; the ratios ascend too. */
  readonly rungs: readonly BatchRung[];
  /** The matrix–vector product that every rung was compared with. */
  readonly reference: OkRecord;
  /** Of the clock that timed it. */
  readonly cost: DispatchCost | null;
  /** Fewest rounds of a comparison. */
  readonly count: number;
}

/** A product of the same weights, in times of the reference. */
interface Candidate {
  readonly record: OkRecord;
  readonly batch: number;
  /** Null: the reference itself. */
  readonly ratio: RatioEstimate | null;
}

/** The ladder over the largest weights that has a matrix–vector product and two vectors; null where there is none. */
export function batchLadder(records: readonly OkRecord[], costs: DispatchCosts): BatchLadder | null {
  const plain = plainRecords(records);
  const products = denseProducts(plain);
  const byWeights = [...groupBy(products, weightsKey).values()].sort(
    (a, b) => b[0]!.problem.nnz - a[0]!.problem.nnz,
  );
  for (const sameWeights of byWeights) {
    const [first] = sameWeights;
    const vectors = plain.filter(record => isGemv(record) && weightsKey(record) === weightsKey(first!));
    const reference = fastest(sharingGroups(vectors, sameWeights)) ?? fastest(vectors);
    const ladder = reference && ladderOf(reference, sameWeights, costOf(costs, reference));
    // Square products of the same weights are no ladder: its first step is from one vector to two.
    if (ladder?.rungs.some(({ batch }) => batch === 2)) return ladder;
  }
  return null;
}

/** Those that ran beside the products: a ratio across the run has its drift in it. */
function sharingGroups(vectors: readonly OkRecord[], products: readonly OkRecord[]): readonly OkRecord[] {
  const groups = new Set(products.flatMap(({ samples }) => samples.map(({ group }) => group)));
  return vectors.filter(({ samples }) => samples.some(({ group }) => groups.has(group)));
}

function weightsKey({ problem, case: { cache }, timerId }: OkRecord): string {
  return `${problem.rowCount}x${problem.columnCount} ${cache} ${timerId}`;
}

function ladderOf(
  reference: OkRecord,
  products: readonly OkRecord[],
  cost: DispatchCost | null,
): BatchLadder {
  const candidates: Candidate[] = [{ record: reference, batch: 1, ratio: null }];
  let count = Number.POSITIVE_INFINITY;
  for (const [stream, record] of products.entries()) {
    const ratio = timeRatio(record, reference, stream);
    if (ratio === null) continue;
    candidates.push({
      record,
      batch: record.problem.rhsColumnCount,
      ratio: beyondLaunch(ratio, record, reference, cost),
    });
    count = Math.min(count, ratio.count);
  }
  const batches = [...new Set(candidates.map(({ batch }) => batch))].sort((a, b) => a - b);
  return { rungs: batches.map(batch => rungOf(batch, candidates)), reference, cost, count };
}

function rungOf(batch: number, candidates: readonly Candidate[]): BatchRung {
  const able = candidates.filter(candidate => candidate.batch >= batch);
  const timeOf = ({ ratio }: Candidate) => ratio?.value ?? 1;
  const drawOf = ({ ratio }: Candidate, r: number) => ratio?.replicates[r] ?? ratio?.value ?? 1;
  const best = able.reduce((a, b) => (timeOf(b) < timeOf(a) ? b : a));
  const oneVector = Math.min(...candidates.map(timeOf));
  const value = timeOf(best) / oneVector;
  const replicates = Float64Array.from(
    { length: REPLICATES },
    (_, r) =>
      Math.min(...able.map(candidate => drawOf(candidate, r))) /
      Math.min(...candidates.map(candidate => drawOf(candidate, r))),
  );
  const { low, high } = intervalOf(replicates);
  return {
    batch,
    ratio: { value, low: Math.min(low, value), high: Math.max(high, value) },
    replicates,
    record: best.record,
  };
}

/** Batch at which the ratio passes `level`, by straight lines in log–log; infinite where no measured batch takes so long. */
export function batchAt(
  rungs: readonly BatchRung[],
  level: number,
  ratioOf: (rung: BatchRung) => number,
): number {
  const index = rungs.findIndex(rung => ratioOf(rung) >= level);
  const [below, above] = [rungs[index - 1], rungs[index]];
  if (!above) return Number.POSITIVE_INFINITY;
  if (!below) return above.batch;
  const from = naturalLog(ratioOf(below));
  const part = (naturalLog(level) - from) / (naturalLog(ratioOf(above)) - from);
  const start = naturalLog(below.batch);
  return exponential(start + part * (naturalLog(above.batch) - start));
}

/** B at which the intensity of the product, B times that of one vector, meets the ridge. */
export function idealBatch(
  { reference }: Pick<BatchLadder, 'reference'>,
  ceilings: readonly Ceiling[],
): number | null {
  const ridge = ridgePoint(ceilings);
  const intensity = arithmeticIntensity(reference.work);
  return ridge === null || intensity === null || !(intensity > 0) ? null : ridge / intensity;
}
