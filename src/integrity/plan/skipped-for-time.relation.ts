import { BUDGET_USED } from '../../core/record/left-out.ts';
import { formatWait } from '../../core/units.ts';
import type { Relation } from '../relation.ts';
import { waitMs } from './reasons.ts';

/** What choosing sizes takes is part of the budget, but a session has at least half of it. */
const LEAST_PART = 0.5;
/** The budget is printed in whole seconds. */
const ROUNDING_MS = 1000;

const relation: Relation = {
  id: 'plan/skipped-for-time',
  severity: 'impossible',
  claim: 'Cases are skipped for want of time when the time is used up, not before.',
  *breaches({ file: { session, records } }) {
    for (const [index, record] of records.entries()) {
      const budget = record.status === 'skipped' ? BUDGET_USED.exec(record.reason)?.[1] : undefined;
      if (budget === undefined) continue;
      const ms = waitMs(budget);
      const where = `records[${index}].reason`;
      if (ms === null) yield { where, message: `"${budget}" is no time that a budget may have` };
      else if (session.durationMs < LEAST_PART * ms - ROUNDING_MS)
        yield {
          where,
          message: `a budget of ${budget} was used up, but the session took ${formatWait(session.durationMs)}`,
        };
    }
  },
};

export default relation;
