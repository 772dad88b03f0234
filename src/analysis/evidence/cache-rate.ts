import type { OkRecord } from '../../core/record/record.ts';
import { perSecond } from '../../core/units.ts';

/**
 * Bytes per second that a cache is seen to hand out in this run: the most that the random gather or the read probe got of
 * its resident set alone, whole lines counted. Null without the gather: where load instructions limit everything that
 * streams, it alone shows what a cache can do.
 */
export function cacheBytesPerSecond(records: readonly OkRecord[]): number | null {
  const resident = records.filter(record => record.case.memoryShare === 0);
  const gathers = resident.filter(({ operation }) => operation === 'gather');
  if (gathers.length === 0) return null;
  const reads = resident.filter(({ operation }) => operation === 'read');
  return Math.max(
    ...[...gathers, ...reads].map(({ work, summary }) => perSecond(work.modelledBytes, summary.medianNs)),
  );
}
