import type { Relation } from '../relation.ts';

const DAY_MS = 24 * 3600 * 1000;

const relation: Relation = {
  id: 'environment/date-in-future',
  severity: 'doubtful',
  claim: 'A run began before it is read, by clocks that a day may lie between.',
  *breaches({ file: { session }, nowMs }) {
    if (Date.parse(session.startedAt) <= nowMs + DAY_MS) return;
    const now = new Date(nowMs).toISOString();
    yield {
      where: 'session.startedAt',
      message: `${session.startedAt}, but it is ${now} here: one of the two clocks is wrong`,
    };
  },
};

export default relation;
