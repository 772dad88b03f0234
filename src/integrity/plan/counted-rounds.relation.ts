import type { OkRecord } from '../../core/record/record.ts';
import { DISCARDED_PART } from '../../measure/session/canary.ts';
import type { Examined } from '../examined.ts';
import type { Relation } from '../relation.ts';

const relation: Relation = {
  id: 'plan/counted-rounds',
  severity: 'impossible',
  claim:
    'A record counts the rounds that its samples are of, the session those that it discarded, and it discards a quarter of its rounds at most.',
  *breaches({ file: { session }, ok, batches }) {
    for (const { where, record } of ok) {
      const rounds = record.kind === 'host' ? record.samples.length : roundsOf(record);
      if (rounds === record.stop.rounds) continue;
      const message = `${record.stop.rounds}, the samples are of ${rounds} rounds`;
      yield { where: `${where}.stop.rounds`, message };
    }
    const message = discardFault(session, batches);
    if (message !== null) yield { where: 'session.discardedRounds', message };
  },
};

function roundsOf({ samples }: OkRecord): number {
  return new Set(samples.map(({ round }) => round)).size;
}

function discardFault(
  { discardedRounds, plannedRounds }: Examined['file']['session'],
  batches: Examined['batches'],
): string | null {
  const rounds = (isKept: boolean) =>
    new Set(batches.filter(batch => batch.isKept === isKept).map(({ sample }) => sample.round)).size;
  const discarded = rounds(false);
  if (discarded > discardedRounds)
    return `${discardedRounds}, but records hold samples of ${discarded} discarded rounds`;
  const most = DISCARDED_PART * (plannedRounds + rounds(true));
  return discardedRounds > most ? `${discardedRounds}, more than a quarter of all rounds` : null;
}

export default relation;
