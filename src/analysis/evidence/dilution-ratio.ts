import type { OkRecord } from '../../core/record/record.ts';
import { pairedRatio, type RatioEstimate } from '../../stats/paired.ts';
import { problemKey, tunablesKey } from './usable.ts';

/** A case with a share of its memory traffic taken away, against the same case whole (E6). */
export interface Dilution {
  readonly whole: OkRecord;
  readonly diluted: OkRecord;
  /** T(p) ÷ T(1), paired in common rounds. */
  readonly ratio: RatioEstimate;
}

/** Null where the share was not measured, or in no round together with the whole. */
export function dilutionOf(
  whole: OkRecord,
  records: readonly OkRecord[],
  memoryShare: number,
): Dilution | null {
  for (const diluted of records) {
    if (diluted.case.memoryShare !== memoryShare || !isSameCase(diluted, whole)) continue;
    const ratio = pairedRatio(diluted, whole);
    if (ratio !== null) return { whole, diluted, ratio };
  }
  return null;
}

function isSameCase(a: OkRecord, b: OkRecord): boolean {
  return (
    a.case.kernelId === b.case.kernelId &&
    a.case.cache === b.case.cache &&
    a.timerId === b.timerId &&
    problemKey(a) === problemKey(b) &&
    tunablesKey(a) === tunablesKey(b)
  );
}
