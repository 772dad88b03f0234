import type { OkRecord } from '../../core/record/record.ts';

/** Probes that show how fast memory, and how fast arithmetic can be. */
const MOVING = ['read', 'write', 'copy'];
const CALCULATING = ['fma', 'ladder'];

export function isUsable({ summary, case: { memoryShare } }: OkRecord): boolean {
  return (
    memoryShare === 1 && summary.medianNs > 0 && summary.minNs > 0 && !summary.flags.includes('unresolved')
  );
}

/** The most that any probe of the run reached, by its fastest batch: disturbances only slow them down. 0 without one. */
export function mostMoved(records: readonly OkRecord[], operations: readonly string[] = MOVING): number {
  return most(records, operations, 'compulsoryBytes');
}

export function mostCalculated(records: readonly OkRecord[]): number {
  return most(records, CALCULATING, 'usefulFlops');
}

function most(
  records: readonly OkRecord[],
  operations: readonly string[],
  amount: 'compulsoryBytes' | 'usefulFlops',
): number {
  return records
    .filter(record => operations.includes(record.operation) && isUsable(record))
    .reduce((best, { work, summary }) => Math.max(best, work[amount] / summary.minNs), 0);
}
