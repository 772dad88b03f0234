import type { Relation } from '../relation.ts';
import { BUDGET_USED, LOST, NO_FEATURE, SECTION_USED, UNCHECKED } from './reasons.ts';

const KNOWN = [BUDGET_USED, LOST, NO_FEATURE, new RegExp(`^${SECTION_USED}$`), ...UNCHECKED];

const relation: Relation = {
  id: 'plan/known-reasons',
  severity: 'doubtful',
  claim: 'This program skips cases for reasons of its own: another one was written into the file later.',
  *breaches({ file: { records }, isOurs }) {
    if (!isOurs) return;
    for (const [index, record] of records.entries()) {
      if (record.status !== 'skipped' || KNOWN.some(pattern => pattern.test(record.reason))) continue;
      yield { where: `records[${index}].reason`, message: `"${record.reason}" is no reason of this program` };
    }
  },
};

export default relation;
