import type { OkRecord } from '../../core/record/record.ts';
import { formatDuration, formatNumber } from '../../core/units.ts';
import type { Placed } from '../examined.ts';
import type { Relation } from '../relation.ts';
import { isUsable } from './reached.ts';

/** So much more work … */
const MORE = 4;
/** … in so much less time than the fastest batch of the smaller case. */
const LESS = 3;

const relation: Relation = {
  id: 'rates/more-in-less',
  severity: 'doubtful',
  claim: 'A kernel does not finish four times as much of the same work in a third of the time.',
  *breaches({ ok }) {
    for (const cases of byKernel(ok).values()) {
      for (const { where, record } of cases) {
        const smaller = cases.find(
          other =>
            isMore(record, other.record) && LESS * record.summary.medianNs < other.record.summary.minNs,
        );
        if (!smaller) continue;
        const times = formatNumber(record.work.compulsoryBytes / smaller.record.work.compulsoryBytes);
        const message = `${formatDuration(record.summary.medianNs)} for ${times} times what takes ${smaller.where} ${formatDuration(smaller.record.summary.minNs)} at the least`;
        yield { where: `${where}.summary.medianNs`, message };
      }
    }
  },
};

function isMore({ work }: OkRecord, { work: less }: OkRecord): boolean {
  return (
    less.compulsoryBytes > 0 &&
    work.compulsoryBytes >= MORE * less.compulsoryBytes &&
    work.executedFlops >= MORE * less.executedFlops &&
    work.modelledBytes >= MORE * less.modelledBytes
  );
}

/** Those that run the same way on a pattern. */
function byKernel(ok: readonly Placed<OkRecord>[]): Map<string, Placed<OkRecord>[]> {
  const groups = new Map<string, Placed<OkRecord>[]>();
  for (const placed of ok) {
    const { kernelId, tunables, cache, clock, problem } = placed.record.case;
    if (!isUsable(placed.record)) continue;
    const key = JSON.stringify([kernelId, Object.entries(tunables).sort(), cache, clock, problem.generator]);
    groups.set(key, [...(groups.get(key) ?? []), placed]);
  }
  return groups;
}

export default relation;
