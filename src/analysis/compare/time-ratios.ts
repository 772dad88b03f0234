import { shortAddress } from '../../core/record/address.ts';
import type { BenchRecord, OkRecord } from '../../core/record/record.ts';
import { intervalOf } from '../../stats/bootstrap.ts';
import { type RatioEstimate, ratioOfMedians } from '../../stats/paired.ts';
import { median } from '../../stats/quantile.ts';
import type { Estimate } from '../evidence/estimate.ts';
import { isHost, isWallVariant, usableRecords } from '../evidence/usable.ts';
import { ENCODE_SUBMIT } from './overheads.ts';

/** One case in two runs. */
export interface TimeRatio {
  readonly a: OkRecord;
  readonly b: OkRecord;
  /** Time in b ÷ time in a. Unpaired: the two were measured apart. */
  readonly ratio: RatioEstimate;
  /** Whether both executed the very same launch; null where a record does not say what it executed. */
  readonly sameLaunch: boolean | null;
}

/**
 * The cases that two runs have in common, in the order of the first: same address, so same kernel, tunables, problem and
 * conditions. A record that does not name all its tunables is compared with the one whose tunables differ from the
 * defaults in the same way. Left out: diluted cases, second clocks, overheads, and what a clock could not resolve in either run.
 */
export function timeRatios(a: readonly BenchRecord[], b: readonly BenchRecord[]): readonly TimeRatio[] {
  const sameIn = sameCaseIn(b);
  return usableRecords(a)
    .filter(isCompared)
    .flatMap((record, index) => {
      const other = sameIn(record);
      if (other === null) return [];
      const ratio = ratioOfMedians(other, record, index);
      return ratio === null ? [] : [{ a: record, b: other, ratio, sameLaunch: isSameLaunch(record, other) }];
    });
}

/** The record of the same case in another run; null where there is none with a time. */
export function sameCaseIn(records: readonly BenchRecord[]): (record: OkRecord) => OkRecord | null {
  const usable = usableRecords(records);
  const byAddress = new Map(usable.map(record => [record.address, record]));
  const byShort = new Map(usable.map(record => [shortAddress(record), record]));
  return record => {
    const other = byAddress.get(record.address) ?? byShort.get(shortAddress(record));
    if (!other || (other.address !== record.address && other.tunablesComplete && record.tunablesComplete))
      return null;
    return other;
  };
}

/**
 * Median of the ratios of several cases; its 95 % interval is that of the measurements, for these cases and no others.
 * Null for none.
 */
export function medianRatio(ratios: readonly TimeRatio[]): Estimate | null {
  if (ratios.length === 0) return null;
  const value = median(ratios.map(({ ratio }) => ratio.value));
  const replicateCount = Math.min(...ratios.map(({ ratio }) => ratio.replicates.length));
  const replicates = Array.from({ length: replicateCount }, (_, draw) =>
    median(ratios.map(({ ratio }) => ratio.replicates[draw]!)),
  );
  const { low, high } = intervalOf(replicates);
  return { value, low: Math.min(low, value), high: Math.max(high, value) };
}

export function isSameLaunch(a: OkRecord, b: OkRecord): boolean | null {
  return a.launchHash === null || b.launchHash === null ? null : a.launchHash === b.launchHash;
}

function isCompared(record: OkRecord): boolean {
  if (isHost(record)) return record.case.kernelId !== ENCODE_SUBMIT;
  return record.case.memoryShare === 1 && !isWallVariant(record);
}
