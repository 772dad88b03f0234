import type { Batch, Examined } from '../examined.ts';
import type { Relation } from '../relation.ts';
import { mayHaveLostSamples } from './lost-samples.ts';

const relation: Relation = {
  id: 'plan/whole-rounds',
  severity: 'impossible',
  claim:
    'The batches of a round are numbered on and on, and are kept or discarded together: where one is missing without a case that failed, or stands in the other list, it was taken out.',
  *breaches(run) {
    const fault = mixedRound(run.batches) ?? (mayHaveLostSamples(run.file) ? null : gap(run));
    if (fault !== null) yield fault;
  },
};

function mixedRound(batches: readonly Batch[]) {
  const first = new Map<number, Batch>();
  for (const batch of batches) {
    const { round } = batch.sample;
    const other = first.get(round);
    if (!other) first.set(round, batch);
    else if (other.isKept !== batch.isKept) {
      const said = (isKept: boolean) => (isKept ? 'kept' : 'discarded');
      const message = `${said(batch.isKept)} in round ${round}, of which ${other.where} is ${said(other.isKept)}`;
      return { where: batch.where, message };
    }
  }
  return null;
}

function gap({ batches }: Examined) {
  for (let i = 1; i < batches.length; i++) {
    const [before, batch] = [batches[i - 1]!, batches[i]!];
    const { index, round } = batch.sample;
    if (round !== before.sample.round || index === before.sample.index + 1) continue;
    const missing = index - before.sample.index - 1;
    const message = `follows ${before.where} in round ${round}, but ${missing} batches between them (index ${before.sample.index + 1} and on) are in no record`;
    return { where: batch.where, message };
  }
  return null;
}

export default relation;
