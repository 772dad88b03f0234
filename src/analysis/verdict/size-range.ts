import type { Regime } from '../../core/record/finding.ts';
import type { OkRecord } from '../../core/record/record.ts';
import { fastest, groupBy, isGemv, plainRecords } from '../evidence/usable.ts';
import { evidenceFor, type RunFacts } from './evidence.ts';
import { decideRegime } from './regime.ts';

/** Compulsory bytes of one product, smallest and largest. */
export interface SizeRange {
  readonly lowBytes: number;
  readonly highBytes: number;
}

/**
 * The measured sizes around the judged one for which the same regime follows from their own evidence, without a gap:
 * the judged kernel only, at every size its streamed case where there is one.
 */
export function sizeRange(judged: OkRecord, regime: Regime, facts: RunFacts): SizeRange {
  const sizes = casesBySize(judged, facts.records);
  const holds = (record: OkRecord | undefined): boolean =>
    record !== undefined && decideRegime(evidenceFor(record, facts)).regime === regime;
  const own = sizes.findIndex(record => record.work.compulsoryBytes === judged.work.compulsoryBytes);
  let first = own;
  let last = own;
  while (holds(sizes[first - 1])) first--;
  while (holds(sizes[last + 1])) last++;
  const bytesAt = (index: number): number => (sizes[index] ?? judged).work.compulsoryBytes;
  return { lowBytes: bytesAt(first), highBytes: bytesAt(last) };
}

function casesBySize(judged: OkRecord, records: readonly OkRecord[]): readonly OkRecord[] {
  const sameKernel = plainRecords(records).filter(
    record =>
      isGemv(record) && record.case.kernelId === judged.case.kernelId && record.timerId === judged.timerId,
  );
  return [...groupBy(sameKernel, record => String(record.work.compulsoryBytes)).values()]
    .flatMap(sameSize => {
      if (sameSize.includes(judged)) return [judged];
      const streamed = sameSize.filter(record => record.case.cache === 'stream');
      return fastest(streamed.length > 0 ? streamed : sameSize) ?? [];
    })
    .sort((a, b) => a.work.compulsoryBytes - b.work.compulsoryBytes);
}
