import type { Sample } from '../../core/record/sample.ts';
import { formatWait } from '../../core/units.ts';
import type { Relation } from '../relation.ts';

const relation: Relation = {
  id: 'time/inside-session',
  severity: 'impossible',
  claim: 'A sample begins and ends within the session that took it.',
  *breaches({ file: { session }, ok }) {
    for (const { where, record } of ok) {
      for (const part of ['samples', 'discardedSamples'] as const) {
        const late = record[part].findIndex(sample => endMs(sample) > session.durationMs);
        if (late < 0) continue;
        const at = formatWait(endMs(record[part][late]!));
        const message = `ends ${at} after the session began, which took ${formatWait(session.durationMs)}`;
        yield { where: `${where}.${part}[${late}]`, message };
      }
    }
  },
};

/** Of the batch at the earliest: the untimed pass before it takes time, too. */
function endMs({ startedAtMs, totalNs }: Sample): number {
  return startedAtMs + totalNs / 1e6;
}

export default relation;
