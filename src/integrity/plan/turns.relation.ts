import type { Batch } from '../examined.ts';
import type { Relation } from '../relation.ts';
import { mayHaveLostSamples } from './lost-samples.ts';

const relation: Relation = {
  id: 'plan/turns',
  severity: 'impossible',
  claim:
    'In every round a group runs one case once, or a reference and a rung in turns, A B B A: another order is none of this session.',
  *breaches({ file, batches }) {
    if (mayHaveLostSamples(file)) return;
    for (const turns of turnsOf(batches)) {
      if (file.environment.runtime.name === 'cuda' || isInTurns(turns)) continue;
      const [first] = turns;
      const { round, group } = first!.sample;
      const order = letters(turns);
      const message = `the group "${group}" ran ${order} in round ${round}, expected A or A B B A`;
      yield { where: first!.where, message };
      return;
    }
  },
};

/** Batches of one round and group, in measured order. */
function turnsOf(batches: readonly Batch[]): readonly (readonly Batch[])[] {
  const turns: Batch[][] = [];
  for (const batch of batches) {
    const last = turns.at(-1);
    const { round, group } = batch.sample;
    const goesOn = last?.some(({ sample }) => sample.round === round && sample.group === group);
    if (last && goesOn) last.push(batch);
    else turns.push([batch]);
  }
  return turns;
}

function isInTurns(turns: readonly Batch[]): boolean {
  return /^A$|^A B B A$/.test(letters(turns));
}

/** A letter an observation: by wall clock a set of one to three batches. */
function letters(turns: readonly Batch[]): string {
  const names = new Map<string, string>();
  const observations: string[] = [];
  let beforeDispatches = Number.POSITIVE_INFINITY;
  let before = '';
  for (const { record, sample } of turns) {
    const { address } = record;
    const name = names.get(address) ?? String.fromCharCode(65 + names.size);
    names.set(address, name);
    const isSameSet = record.timerId === 'wall' && before === address && sample.dispatches > beforeDispatches;
    if (!isSameSet) observations.push(name);
    before = address;
    beforeDispatches = sample.dispatches;
  }
  return observations.join(' ');
}

export default relation;
