import { causeInWords } from '../../core/record/left-out.ts';
import type { Relation } from '../relation.ts';
import { UNCHECKED } from './reasons.ts';

const relation: Relation = {
  id: 'plan/known-reasons',
  severity: 'doubtful',
  claim:
    'This program skips cases for reasons of its own, and each has its cause: another one was written into the file later.',
  *breaches({ file: { records }, isOurs }) {
    if (!isOurs) return;
    for (const [index, record] of records.entries()) {
      if (record.status !== 'skipped') continue;
      const { cause, reason } = record;
      const told = causeInWords(reason);
      if (told === null && !UNCHECKED.some(pattern => pattern.test(reason)))
        yield { where: `records[${index}].reason`, message: `"${reason}" is no reason of this program` };
      else if (told !== null && cause !== undefined && cause !== told)
        yield {
          where: `records[${index}].cause`,
          message: `${cause}, but "${reason}" has the cause ${told}`,
        };
    }
  },
};

export default relation;
