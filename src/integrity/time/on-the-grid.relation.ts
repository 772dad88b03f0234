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
  const steps = sample.totalNs / trueStepNs(clock.wallStepNs);
  return Math.abs(steps - Math.round(steps)) <= ROUNDING;
}

/** Of a step, how far it may be seen from what it is. */
const SEEN_OFF = 1e-3;

/**
 * Browsers make their steps of whole microseconds. One is seen as the difference of two readings, and those are rounded to
 * what a double holds of the seconds since the machine was started: after half a day that puts 60,000 steps off the grid.
 */
function trueStepNs(seenNs: number): number {
  const wholeNs = Math.round(seenNs / 1000) * 1000;
  return Math.abs(seenNs - wholeNs) <= SEEN_OFF * seenNs ? wholeNs : seenNs;
}

export default relation;
