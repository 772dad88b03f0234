import { type ClockFacts, STILL_STEP_NS } from '../../core/environment.ts';
import { NS_PER_MS } from '../../core/units.ts';
import type { Batch } from '../examined.ts';

/** Both clocks may drift by so much within a run. */
const DRIFT = 1.05;

/** How far times by two clocks may lie apart. */
export interface ClockSlack {
  /** What two readings of the platform's clock may be off by. */
  readonly stepMs: number;
  /** ms by the platform's clock that a batch took at least. */
  leastMs(batch: Pick<Batch, 'record' | 'sample'>): number;
}

/** A GPU's clock counts its own nanoseconds: by as many times as it was seen to be fast, a batch may seem longer. */
export function clockSlack({ wallStepNs, agreement }: ClockFacts): ClockSlack {
  const fast = DRIFT * Math.max(1, agreement?.ratio ?? 1);
  return {
    stepMs: (2 * Math.min(wallStepNs, STILL_STEP_NS)) / NS_PER_MS + 1e-6,
    leastMs: ({ record, sample }) => sample.totalNs / NS_PER_MS / (record.timerId === 'timestamp' ? fast : 1),
  };
}
