import { type BenchRecord, isWrongOutput } from '../../core/record.ts';
import type { Unsealed } from '../case/unsealed-record.ts';

/**
 * What becomes of a record whose address has one from an earlier section. Verified samples stay when a later attempt
 * fails, unless the output was wrong in it: then they are in doubt too.
 */
export function laterRecord(
  earlier: BenchRecord | null,
  later: Unsealed,
): 'replaces' | 'is noted' | 'is dropped' {
  if (earlier === null || later.status === 'ok' || isWrongOutput(later)) return 'replaces';
  if (later.status === 'skipped') return 'is dropped';
  return earlier.status === 'ok' ? 'is noted' : 'replaces';
}
