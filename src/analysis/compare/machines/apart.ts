import { groupBy } from '../../evidence/usable.ts';
import type { ComparedCase, ComparedRun } from './compared-run.ts';
import type { Machine } from './machine.ts';
import { differenceOf, distance, type Question, questionKey, questionText, type Reason } from './question.ts';

/** Cases of one machine that are compared with nothing, for one kind of reason. */
export interface Apart {
  readonly machine: Machine;
  readonly count: number;
  /** "another problem". */
  readonly reason: string;
  /** Of one of them: "dense 64 × 64, not dense 4,096 × 4,096". */
  readonly example: string;
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
  return [
    ...linesOf(simulated, ({ timed }) => ({ kind: SIMULATED, detail: questionText(timed) })),
    ...linesOf(single, reasonIn(real)),
  ];
}

export function machinesOf(group: readonly Asked[]): readonly Machine[] {
  return [...new Map(group.map(({ run }) => [run.machine.id, run.machine])).values()];
}

function linesOf(items: readonly Asked[], reasonOf: (item: Asked) => Reason): readonly Apart[] {
  const reasoned = items.map(item => ({ machine: item.run.machine, ...reasonOf(item) }));
  return [...groupBy(reasoned, ({ machine, kind }) => `${machine.id} ${kind}`).values()]
    .map(group => {
      const { machine, kind } = group[0]!;
      // Whichever file came first, the example is the same.
      const [example = ''] = group.map(({ detail }) => detail).sort();
      return { machine, count: group.length, reason: kind, example };
    })
    .sort((a, b) => b.count - a.count || (a.machine.id + a.reason < b.machine.id + b.reason ? -1 : 1));
}

/** By what differs from the nearest question that another machine of the class answered with the same kernel. */
function reasonIn(real: readonly Asked[]): (item: Asked) => Reason {
  const classes = groupBy(real, ({ run }) => run.machine.class);
  const isAlone = (deviceClass: string): boolean => machinesOf(classes.get(deviceClass) ?? []).length < 2;
  const alone = new Map([...classes.keys()].map(key => [key, isAlone(key)]));
  const asked = askedOf(real);
  return ({ run: { machine }, timed }) => {
    if (alone.get(machine.class)) return { kind: ALONE, detail: questionText(timed) };
    const elsewhere = [...(asked.get(`${machine.class} ${timed.kernelId}`)?.values() ?? [])].filter(
      ({ machineIds }) => machineIds.size > 1 || !machineIds.has(machine.id),
    );
    const [first, ...others] = elsewhere.map(({ question }) => question);
    if (first === undefined)
      return { kind: 'no other machine here timed this kernel', detail: timed.kernelId };
    const nearest = others.reduce(
      (best, other) => (distance(timed, other) < distance(timed, best) ? other : best),
      first,
    );
    return differenceOf(timed, nearest);
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
