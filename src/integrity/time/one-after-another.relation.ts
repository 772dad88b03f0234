import type { Batch } from '../examined.ts';
import type { Relation } from '../relation.ts';
import { clockSlack } from './clock-slack.ts';

const relation: Relation = {
  id: 'time/one-after-another',
  severity: 'impossible',
  claim:
    'A session takes one batch after another: each has its own index, begins when the one before it has ended, and is in the same round or a later one.',
  *breaches({ batches, file }) {
    const slack = clockSlack(file.environment.clock);
    for (let i = 1; i < batches.length; i++) {
      const [before, batch] = [batches[i - 1]!, batches[i]!];
      const message = orderFault(before, batch, slack);
      if (message === null) continue;
      yield { where: batch.where, message };
      return;
    }
  },
};

function orderFault(before: Batch, batch: Batch, slack: ReturnType<typeof clockSlack>): string | null {
  const { index, round, startedAtMs } = batch.sample;
  if (index === before.sample.index) return `has the index ${index}, which ${before.where} has too`;
  if (round < before.sample.round)
    return `is of round ${round}, the batch before it (${before.where}) of round ${before.sample.round}`;
  const endMs = before.sample.startedAtMs + slack.leastMs(before);
  if (startedAtMs + slack.stepMs >= endMs) return null;
  return `begins at ${startedAtMs} ms, the batch before it (${before.where}) ends at ${endMs} ms at the earliest`;
}

export default relation;
