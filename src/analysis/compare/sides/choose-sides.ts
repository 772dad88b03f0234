import { type Machine, machineText } from '../machines/machine.ts';
import type { SideRun } from './side.ts';

export type ChosenSides =
  | { readonly a: readonly SideRun[]; readonly b: readonly SideRun[]; readonly notes: readonly string[] }
  /** No verdict can be given, and why. */
  | { readonly obstacle: string };

/**
 * The runs that can be set against each other: of the one machine that both sides have, else of the only one that each has.
 * Simulated runs are left out, and so is of the baseline what stands on the other side as well.
 * @param a the baseline
 */
export function chooseSides(a: readonly SideRun[], b: readonly SideRun[]): ChosenSides {
  const [realA, realB] = [a, b].map(runs => runs.filter(({ machine }) => !machine.isSimulated)) as [
    SideRun[],
    SideRun[],
  ];
  const ofB = new Set(realB.map(({ sha256 }) => sha256));
  const baseline = realA.filter(({ sha256 }) => !ofB.has(sha256));
  const repeated = realA.length - baseline.length;
  const notes = [
    ...(realA.length + realB.length < a.length + b.length ? ['Simulated runs are not compared.'] : []),
    ...(repeated > 0
      ? [`${runsAre(repeated, 'of the baseline')} compared with it, and left out of it.`]
      : []),
  ];
  const [machinesA, machinesB] = [machinesOf(baseline), machinesOf(realB)];
  if (machinesA.length === 0) return { obstacle: 'the baseline has no other run' };
  if (machinesB.length === 0) return { obstacle: 'there is no run to compare with the baseline' };
  const common = machinesB.filter(({ id }) => machinesA.some(other => other.id === id));
  const pair = common.length === 1 ? [common[0]!, common[0]!] : alone(machinesA, machinesB);
  if (pair === null) {
    const names = (machines: readonly Machine[]) => machines.map(machineText).join('; ');
    return {
      obstacle: `a side is one machine; the baseline has ${machinesA.length} (${names(machinesA)}), the other ${machinesB.length} (${names(machinesB)})`,
    };
  }
  const [machineA, machineB] = pair as [Machine, Machine];
  if (machineA.class !== machineB.class) return { obstacle: 'a processor is not compared with a GPU' };
  const chosen = {
    a: baseline.filter(({ machine }) => machine.id === machineA.id),
    b: realB.filter(({ machine }) => machine.id === machineB.id),
  };
  const leftOut = baseline.length + realB.length - chosen.a.length - chosen.b.length;
  const other =
    leftOut === 0
      ? []
      : [`Only ${machineText(machineB)} is on both sides: ${runsAre(leftOut, 'of others')} left out.`];
  return { ...chosen, notes: [...notes, ...other] };
}

function alone(a: readonly Machine[], b: readonly Machine[]): readonly [Machine, Machine] | null {
  return a.length === 1 && b.length === 1 ? [a[0]!, b[0]!] : null;
}

function machinesOf(runs: readonly SideRun[]): readonly Machine[] {
  return [...new Map(runs.map(({ machine }) => [machine.id, machine])).values()];
}

function runsAre(count: number, which: string): string {
  return `${count} ${count === 1 ? 'run' : 'runs'} ${which} ${count === 1 ? 'is' : 'are'}`;
}
