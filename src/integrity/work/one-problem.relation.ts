import { formatProblem } from '../../core/record/address.ts';
import type { OkRecord } from '../../core/record/record.ts';
import type { Placed } from '../examined.ts';
import type { Relation } from '../relation.ts';

const relation: Relation = {
  id: 'work/one-problem',
  severity: 'impossible',
  claim:
    'A problem is made once: all cases on it have the same facts, and those of one kernel are compared over as many elements.',
  *breaches({ ok }) {
    const problems = new Map<string, Placed<OkRecord>>();
    const checks = new Map<string, Placed<OkRecord>>();
    for (const placed of ok) {
      const { where, record } = placed;
      const spec = formatProblem(record.case.problem);
      const first = remember(problems, spec, placed);
      if (JSON.stringify(first.record.problem) !== JSON.stringify(record.problem))
        yield { where: `${where}.problem`, message: `other facts than ${first.where} has of ${spec}` };
      const checked = remember(checks, `${record.case.kernelId} ${spec}`, placed);
      if (checked.record.check.elementCount !== record.check.elementCount)
        yield {
          where: `${where}.check.elementCount`,
          message: `${record.check.elementCount}, ${checked.where} has ${checked.record.check.elementCount} of the same output`,
        };
    }
  },
};

function remember(map: Map<string, Placed<OkRecord>>, key: string, placed: Placed<OkRecord>) {
  const known = map.get(key) ?? placed;
  map.set(key, known);
  return known;
}

export default relation;
