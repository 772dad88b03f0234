import type { OkRecord } from '../../core/record/record.ts';
import { MAXIMUM_COPIES } from '../../measure/case/checked-case.ts';
import type { Relation } from '../relation.ts';

const relation: Relation = {
  id: 'work/copies',
  severity: 'impossible',
  claim:
    'The working set is so many whole copies of the weights: one where the case is hot, else as many as fill the streamed set of the run, 256 at most; a copy is no smaller than what is stored.',
  *breaches({ ok }) {
    let least = 0;
    let most = Number.POSITIVE_INFINITY;
    for (const { where, record } of ok) {
      const fault = faultOf(record);
      if (fault !== null) {
        yield { where: `${where}.copies`, message: fault };
        continue;
      }
      const { count, workingSetBytes } = record.copies;
      if (record.kind !== 'webgpu' || record.case.cache === 'hot' || workingSetBytes === 0) continue;
      if (count < MAXIMUM_COPIES) most = Math.min(most, workingSetBytes);
      least = Math.max(least, ((count - 1) * workingSetBytes) / count);
      if (least < most) continue;
      const message = `${count} copies of ${workingSetBytes} bytes in all: other cases stream over ${count < MAXIMUM_COPIES && most === workingSetBytes ? `more than ${least}` : `at most ${most}`}`;
      yield { where: `${where}.copies`, message };
      return;
    }
  },
};

function faultOf({ kind, copies, case: { cache } }: OkRecord): string | null {
  const { count, workingSetBytes, cut } = copies;
  if (count < 1 || (count > MAXIMUM_COPIES && kind === 'webgpu'))
    return `${count} copies, expected 1 to ${MAXIMUM_COPIES}`;
  if (workingSetBytes % count !== 0) return `${workingSetBytes} bytes are no ${count} equal copies`;
  if (cache === 'hot' && count !== 1 && kind === 'webgpu') return `${count} copies of a hot case`;
  if (workingSetBytes === 0 && count !== 1) return `${count} copies of nothing`;
  if (cut !== null && count !== MAXIMUM_COPIES) return `"${cut}", but there are ${count} copies`;
  return null;
}

export default relation;
