import type { OkRecord } from '../../core/record/record.ts';
import type { Sample } from '../../core/record/sample.ts';
import { MAXIMUM_DISPATCHES } from '../../measure/case/sampler.ts';
import type { Placed } from '../examined.ts';
import type { Relation } from '../relation.ts';

/** Multiples of one batch that a set by wall clock consists of. */
const WALL_SETS = ['1', '1,4,8', '1,2,3'];

const relation: Relation = {
  id: 'time/calibrated-batches',
  severity: 'impossible',
  claim:
    'The executions of a batch are found by doubling and then stay: a power of two of at most 16,384 in one section, by wall clock sets of one, four and eight times (or one, two and three times) as many.',
  *breaches({ ok }) {
    for (const placed of ok) {
      const message = placed.record.kind === 'webgpu' ? faultOf(placed) : null;
      if (message !== null) yield { where: placed.where, message };
    }
  },
};

function faultOf({ record }: Placed<OkRecord>): string | null {
  const all = [...record.samples, ...record.discardedSamples];
  return record.timerId === 'wall' ? wallFault(all) : timestampFault(all);
}

function timestampFault(samples: readonly Sample[]): string | null {
  const ofSection = new Map<string, number>();
  for (const { group, dispatches } of samples) {
    const section = group.slice(0, group.lastIndexOf('/'));
    const usual = ofSection.get(section) ?? dispatches;
    ofSection.set(section, usual);
    if (dispatches !== usual)
      return `batches of ${usual} and of ${dispatches} executions in the section "${section}"`;
    if (!isPowerOfTwo(dispatches) || dispatches > MAXIMUM_DISPATCHES)
      return `a batch of ${dispatches} executions: expected a power of two up to ${MAXIMUM_DISPATCHES}`;
  }
  return null;
}

function wallFault(samples: readonly Sample[]): string | null {
  for (let i = 0; i < samples.length; ) {
    const first = samples[i]!;
    const length = setLength(samples, i);
    const multiples = samples.slice(i, i + length).map(({ dispatches }) => dispatches / first.dispatches);
    if (!isPowerOfTwo(first.dispatches) || !WALL_SETS.includes(multiples.join()))
      return `a set of ${samples
        .slice(i, i + length)
        .map(({ dispatches }) => dispatches)
        .join(', ')} executions by wall clock`;
    i += length;
  }
  return null;
}

/** Samples of the set that begins there: in one round and group, with more and more executions. */
function setLength(samples: readonly Sample[], from: number): number {
  let end = from + 1;
  const { round, group } = samples[from]!;
  while (end < samples.length && end - from < 3) {
    const next = samples[end]!;
    if (next.round !== round || next.group !== group || next.dispatches <= samples[end - 1]!.dispatches)
      break;
    end++;
  }
  return end - from;
}

function isPowerOfTwo(value: number): boolean {
  return Number.isInteger(Math.log2(value));
}

export default relation;
