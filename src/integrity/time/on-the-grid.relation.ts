import type { ClockFacts } from '../../core/environment.ts';
import type { Batch } from '../examined.ts';
import type { Relation } from '../relation.ts';

/** Part of a step that rounding in the runtime's own milliseconds may cost. */
const ROUNDING = 0.05;
/** Under this a browser's clock gives whatever it reads. */
const COARSE_NS = 4000;

const relation: Relation = {
  id: 'time/on-the-grid',
  severity: 'impossible',
  claim:
    'What a clock counts is a whole number of its steps: GPU timestamps are whole nanoseconds, and multiples of the step that the file says they have; a page’s clock moves in steps of its own.',
  *breaches({ file: { environment }, batches, isSimulated }) {
    if (environment.runtime.name === 'cuda' || isSimulated) return;
    const off = batches.find(batch => !isOnGrid(batch, environment.clock, environment.runtime.name));
    if (!off) return;
    const { totalNs } = off.sample;
    const step =
      off.record.timerId === 'timestamp' ? environment.clock.timestampStepNs : environment.clock.wallStepNs;
    yield { where: `${off.where}.totalNs`, message: `${totalNs} is no whole number of steps of ${step} ns` };
  },
};

function isOnGrid({ record, sample }: Batch, clock: ClockFacts, runtime: string): boolean {
  if (record.timerId === 'timestamp')
    return Number.isInteger(sample.totalNs) && sample.totalNs % (clock.timestampStepNs ?? 1) === 0;
  if (record.timerId !== 'wall' || runtime !== 'browser' || clock.wallStepNs < COARSE_NS) return true;
  const steps = sample.totalNs / clock.wallStepNs;
  return Math.abs(steps - Math.round(steps)) <= ROUNDING;
}

export default relation;
