import { groupBy } from '../../evidence/usable.ts';
import type { ComparedCase, ComparedRun } from './compared-run.ts';
import type { Machine } from './machine.ts';
import { differenceText, distance, type Question, questionKey, questionText } from './question.ts';

/** What is compared with nothing, and why. */
export interface Apart {
  readonly machine: Machine;
  /** How many cases are meant. */
  readonly count: number;
  /** "dense 4,096 × 4,096": one of them. */
  readonly example: string;
  readonly reason: string;
}

/** A case, and the run that timed it. */
export interface Asked {
  readonly run: ComparedRun;
  readonly timed: ComparedCase;
}

const SIMULATED = 'simulated: no device was measured, so it is not ranked';
const ALONE = 'measured on no other machine here';

/**
 * @param simulated cases of devices that exist only as models
 * @param single cases of questions that one machine of its class answered
 * @param real all cases but the simulated ones
 */
export function apartOf(
  simulated: readonly Asked[],
  single: readonly Asked[],
  real: readonly Asked[],
): readonly Apart[] {
  return [...linesOf(simulated, () => SIMULATED), ...linesOf(single, reasonIn(real))];
}

export function machinesOf(group: readonly Asked[]): readonly Machine[] {
  return [...new Map(group.map(({ run }) => [run.machine.id, run.machine])).values()];
}

/** One line a machine and reason. */
function linesOf(items: readonly Asked[], reason: (item: Asked) => string): readonly Apart[] {
  const reasoned = items.map(item => ({ ...item, reason: reason(item) }));
  return [...groupBy(reasoned, item => `${item.run.machine.id} ${item.reason}`).values()]
    .map(group => {
      const [{ run, timed, reason: text }] = group as [(typeof reasoned)[0]];
      return { machine: run.machine, count: group.length, example: questionText(timed), reason: text };
    })
    .sort((a, b) => b.count - a.count || (a.machine.id + a.reason < b.machine.id + b.reason ? -1 : 1));
}

/** By what differs from the nearest question that another machine of the class answered with the same kernel. */
function reasonIn(real: readonly Asked[]): (item: Asked) => string {
  const classes = groupBy(real, ({ run }) => run.machine.class);
  const isAlone = (deviceClass: string): boolean => machinesOf(classes.get(deviceClass) ?? []).length < 2;
  const alone = new Map([...classes.keys()].map(key => [key, isAlone(key)]));
  const asked = askedOf(real);
  return ({ run: { machine }, timed }) => {
    if (alone.get(machine.class)) return ALONE;
    const elsewhere = [...(asked.get(`${machine.class} ${timed.kernelId}`)?.values() ?? [])].filter(
      ({ machineIds }) => machineIds.size > 1 || !machineIds.has(machine.id),
    );
    const [first, ...others] = elsewhere.map(({ question }) => question);
    if (first === undefined) return 'no other machine here timed this kernel';
    const nearest = others.reduce(
      (best, other) => (distance(timed, other) < distance(timed, best) ? other : best),
      first,
    );
    return differenceText(timed, nearest);
  };
}

/** The questions that a kernel was asked, by class and kernel, then by question. */
function askedOf(
  real: readonly Asked[],
): ReadonlyMap<string, ReadonlyMap<string, { question: Question; machineIds: Set<string> }>> {
  const kernels = groupBy(real, ({ run, timed }) => `${run.machine.class} ${timed.kernelId}`);
  return new Map(
    [...kernels].map(([key, items]) => [
      key,
      new Map(
        [...groupBy(items, ({ timed }) => questionKey(timed))].map(([question, same]) => [
          question,
          { question: same[0]!.timed, machineIds: new Set(same.map(({ run }) => run.machine.id)) },
        ]),
      ),
    ]),
  );
}
