import { BUDGET_USED, skipCause } from '../../core/record/left-out.ts';
import type { Relation } from '../relation.ts';

const relation: Relation = {
  id: 'plan/endings',
  severity: 'impossible',
  claim:
    'How a session ended agrees with its records: a complete one skipped nothing for the whole time budget, only an interrupted one has interrupted cases, only a partial file names the section that it ends with.',
  *breaches({ file: { session, records } }) {
    const { ended } = session;
    if ((ended === 'partial') !== (session.lastSection !== undefined))
      yield {
        where: 'session.lastSection',
        message: `${session.lastSection ?? 'absent'} in a session that ended ${ended}`,
      };
    for (const [index, record] of records.entries()) {
      const where = `records[${index}]`;
      if (
        record.status === 'ok' &&
        record.stop.reason === 'interrupted' &&
        ended !== 'interrupted' &&
        ended !== 'partial'
      )
        yield { where: `${where}.stop.reason`, message: `interrupted in a session that ended ${ended}` };
      if (record.status !== 'skipped') continue;
      if (BUDGET_USED.test(record.reason) && ended === 'complete')
        yield { where: `${where}.reason`, message: `"${record.reason}", but the session ended complete` };
      if (
        skipCause(record) === 'device-lost' &&
        ended === 'complete' &&
        !records.some(({ status }) => status === 'failed')
      )
        yield { where: `${where}.reason`, message: `"${record.reason}", but nothing failed` };
    }
  },
};

export default relation;
