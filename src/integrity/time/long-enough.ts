import type { OkRecord } from '../../core/record/record.ts';
import { MAXIMUM_DISPATCHES } from '../../measure/case/sampler.ts';
import { median } from '../../stats/quantile.ts';

/** The least that any suite wants a batch to last. */
const LEAST_BATCH_NS = 4e6;
/** A batch that a busy machine stalled when its size was chosen is shorter later, by so much at most. */
const STALLED = 20;

/** Why the batches of a record are shorter than calibrating leaves them; null where they are not. */
export function tooShort(record: OkRecord): string | null {
  if (record.timerId !== 'timestamp' || record.kind !== 'webgpu') return null;
  const dispatches = median(record.samples.map(sample => sample.dispatches));
  const ns = median(record.samples.map(sample => sample.totalNs));
  if (dispatches >= MAXIMUM_DISPATCHES || ns >= LEAST_BATCH_NS / STALLED) return null;
  return `its batches of ${dispatches} executions last ${ns} ns: they are doubled until they last at least ${LEAST_BATCH_NS} ns`;
}
