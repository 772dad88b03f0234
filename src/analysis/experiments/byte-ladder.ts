import type { OkRecord } from '../../core/record/record.ts';
import { intervalOf, REPLICATES } from '../../stats/bootstrap.ts';
import { naturalLog } from '../../stats/elementary.ts';
import { type RatioEstimate, timeRatio } from '../../stats/paired.ts';
import { theilSenSlope } from '../../stats/theil-sen.ts';
import { beyondLaunch } from '../evidence/beyond-launch.ts';
import type { DispatchCost } from '../evidence/dispatch-cost.ts';
import type { Estimate } from '../evidence/estimate.ts';
import { fastest, groupBy, isMatrixVector, plainRecords, problemKey } from '../evidence/usable.ts';

/** One value type of the byte ladder (E3). */
export interface ByteRung {
  readonly record: OkRecord;
  /** "f32", "f16", "i8", "i4". */
  readonly valueType: string;
  /** Compulsory bytes, scales and x included. */
  readonly bytes: number;
  /** T ÷ T(f32), t0 taken off both where it is known; null for the f32 rung, which is 1. */
  readonly ratio: RatioEstimate | null;
}

/**
 * The judged product and the fastest kernel of every other value type on the same problem, by bytes, most first. One
 * rung where there is nothing to compare with.
 */
export function byteLadder(
  judged: OkRecord,
  records: readonly OkRecord[],
  cost: DispatchCost | null,
): readonly ByteRung[] {
  const others = plainRecords(records).filter(
    record =>
      isMatrixVector(record) &&
      record.valueType !== judged.valueType &&
      record.case.cache === judged.case.cache &&
      record.timerId === judged.timerId &&
      problemKey(record) === problemKey(judged),
  );
  const rungs = [...groupBy(others, ({ valueType }) => valueType).values()].flatMap(sameType => {
    const record = fastest(sameType);
    const ratio = record && timeRatio(record, judged);
    return record && ratio ? [rungOf(record, beyondLaunch(ratio, record, judged, cost))] : [];
  });
  return [rungOf(judged, null), ...rungs].sort((a, b) => b.bytes - a.bytes);
}

function rungOf(record: OkRecord, ratio: RatioEstimate | null): ByteRung {
  return { record, valueType: record.valueType, bytes: record.work.compulsoryBytes, ratio };
}

/** Slope of log (T − t0) against log bytes: the median over all pairs of rungs. Null under two rungs. */
export function byteSlope(rungs: readonly Pick<ByteRung, 'bytes' | 'ratio'>[]): Estimate | null {
  const xs = rungs.map(({ bytes }) => naturalLog(bytes));
  const slopeOf = (ratioOf: (ratio: RatioEstimate) => number) =>
    theilSenSlope(
      rungs.map(({ ratio }, i) => ({ x: xs[i]!, y: ratio === null ? 0 : naturalLog(ratioOf(ratio)) })),
    );
  const value = slopeOf(ratio => ratio.value);
  if (value === null) return null;
  const draws = Array.from(
    { length: REPLICATES },
    (_, r) => slopeOf(ratio => ratio.replicates[r] ?? ratio.value) ?? value,
  );
  const { low, high } = intervalOf(draws);
  return { value, low: Math.min(low, value), high: Math.max(high, value) };
}
