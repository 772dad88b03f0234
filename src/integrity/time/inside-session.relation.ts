import { formatWait } from '../../core/units.ts';
import type { Relation } from '../relation.ts';
import { clockSlack } from './clock-slack.ts';

const relation: Relation = {
  id: 'time/inside-session',
  severity: 'impossible',
  claim:
    'A batch begins and ends within the session that took it, from its beginning to its end with the waits for more time.',
  *breaches({ file: { session, environment }, batches }) {
    const slack = clockSlack(environment.clock);
    const waitedMs = (session.continued ?? []).reduce((sum, pause) => sum + pause.waitedMs, 0);
    const spanMs = session.durationMs + waitedMs;
    const late = batches.find(
      batch => batch.sample.startedAtMs + slack.leastMs(batch) > spanMs + slack.stepMs,
    );
    if (!late) return;
    const endMs = late.sample.startedAtMs + slack.leastMs(late);
    const message = `ends ${formatWait(endMs)} after the session began, which took ${formatWait(spanMs)}`;
    yield { where: late.where, message };
  },
};

export default relation;
