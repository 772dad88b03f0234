import { messageOf } from '../../core/errors.ts';
import { formatProblem } from '../../core/record/address.ts';
import type { OkRecord } from '../../core/record/record.ts';
import type { Relation } from '../relation.ts';
import { generatedBy, strayFact } from './generated.ts';

const relation: Relation = {
  id: 'work/as-generated',
  severity: 'impossible',
  claim:
    'A generator that this program knows makes what its parameters say: sizes to the number, random nonzeros within eight deviations.',
  *breaches({ ok }) {
    for (const { where, record } of ok) {
      const fault = faultOf(record);
      if (fault !== null) yield { where: `${where}.problem.${fault[0]}`, message: fault[1] };
    }
  },
};

function faultOf({ case: { problem: spec }, problem }: OkRecord): readonly [string, string] | null {
  try {
    const expected = generatedBy(spec);
    if (expected === null) return null;
    if (problem.pattern !== spec.generator)
      return ['pattern', `"${problem.pattern}", made by ${spec.generator}`];
    if (problem.storedEntries !== undefined)
      return ['storedEntries', `${problem.storedEntries}, a generator stores no zeros`];
    const stray = strayFact(problem, expected);
    return stray && [stray[0], `${stray[1]}: ${formatProblem(spec)}`];
  } catch (error) {
    return ['pattern', messageOf(error)];
  }
}

export default relation;
