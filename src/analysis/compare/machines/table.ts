import { isProduct } from '../../../core/operation.ts';
import { perSecond } from '../../../core/units.ts';
import type { Estimate } from '../../evidence/estimate.ts';
import { groupBy } from '../../evidence/usable.ts';
import { type Apart, type Asked, apartOf, machinesOf } from './apart.ts';
import { distinctRuns } from './choose-runs.ts';
import type { ComparedCase, ComparedRun } from './compared-run.ts';
import type { Machine } from './machine.ts';
import { type Question, questionKey, questionOf, questionText } from './question.ts';

/** `same`: what most machines of this row launched; `other`: something else; `unknown`: a file does not say. */
export type LaunchMark = 'same' | 'other' | 'unknown';

/** One kernel on one machine, by its fastest launch there. */
export interface Cell {
  readonly run: ComparedRun;
  /** ns. */
  readonly time: Estimate;
  /** Useful FLOP/s; null where its clocks disagree, and for what calculates nothing. Of a time that may be 0, `high` is infinite. */
  readonly flopsPerSecond: Estimate | null;
  /** Compulsory B/s; null likewise. */
  readonly bytesPerSecond: Estimate | null;
  /** Of products: time that the roof of its own run would allow ÷ time taken; above 1 where it passes it, null without a roof. */
  readonly shareOfRoof: number | null;
  readonly launch: LaunchMark;
}

export interface KernelRow {
  readonly kernelId: string;
  readonly format: string;
  /** One a machine of the section; null where it was not timed. */
  readonly cells: readonly (Cell | null)[];
}

/** Kernels × machines, of one question. */
export interface Section {
  readonly question: Question;
  readonly title: string;
  /** Of one class: a processor never shares a ranking with a GPU. Most rows first. */
  readonly machines: readonly Machine[];
  /** Fastest first, by the best of its cells. */
  readonly rows: readonly KernelRow[];
}

export interface ComparisonTable {
  /** Those with most machines first, then with most kernels that several of them ran. */
  readonly sections: readonly Section[];
  readonly apart: readonly Apart[];
}

/**
 * Machines × kernels over every question that two machines of one class answered. Of a machine that answered it in several
 * of the runs given, the newest counts. The order of the runs does not matter.
 */
export function comparisonTable(runs: readonly ComparedRun[]): ComparisonTable {
  const distinct = distinctRuns(runs);
  const asked = distinct.flatMap(run => run.cases.map(timed => ({ run, timed })));
  const [simulated, real] = [
    asked.filter(({ run }) => run.machine.isSimulated),
    asked.filter(({ run }) => !run.machine.isSimulated),
  ];
  const groups = [
    ...groupBy(real, ({ run, timed }) => `${run.machine.class} ${questionKey(timed)}`).values(),
  ];
  const isShared = (group: readonly Asked[]): boolean => machinesOf(group).length > 1;
  return {
    sections: groups.filter(isShared).map(sectionOf).sort(bySize),
    apart: apartOf(simulated, groups.filter(group => !isShared(group)).flat(), real),
  };
}

/** Rows in which machines differ: two intervals apart, or another launch, or none. */
export function differencesOnly({ sections, apart }: ComparisonTable): ComparisonTable {
  return {
    apart,
    sections: sections
      .map(section => ({ ...section, rows: section.rows.filter(differs) }))
      .filter(({ rows }) => rows.length > 0),
  };
}

function sectionOf(group: readonly Asked[]): Section {
  const { timed } = group[0]!;
  const kernels = [...groupBy(group, ({ timed: c }) => `${c.kernelId} ${c.format}`).values()].map(byMachine);
  const answered = (machine: Machine): number => kernels.filter(kernel => kernel.has(machine.id)).length;
  const machines = machinesOf(group)
    .map(machine => ({ machine, count: answered(machine) }))
    .sort((a, b) => b.count - a.count || (a.machine.id < b.machine.id ? -1 : 1))
    .map(({ machine }) => machine);
  const rows = kernels.map(kernel => rowOf(kernel, machines));
  return {
    question: questionOf(timed),
    title: questionText(timed),
    machines,
    rows: rows.sort((a, b) => bestNs(a) - bestNs(b) || (a.kernelId < b.kernelId ? -1 : 1)),
  };
}

/** What each machine measured of one kernel, newest run first. */
type ByMachine = ReadonlyMap<string, readonly Asked[]>;

function byMachine(kernel: readonly Asked[]): ByMachine {
  return groupBy(kernel, ({ run }) => run.machine.id);
}

function rowOf(kernel: ByMachine, machines: readonly Machine[]): KernelRow {
  const chosen = machines.map(machine => chosenCase(kernel.get(machine.id) ?? []));
  const usual = mostFrequent(chosen.flatMap(item => item?.timed.launchHash ?? []));
  const { kernelId, format } = [...kernel.values()][0]![0]!.timed;
  return { kernelId, format, cells: chosen.map(item => item && cellOf(item, usual)) };
}

/** The fastest launch in the newest run, which stands first. */
function chosenCase(own: readonly Asked[]): Asked | null {
  const newest = own.filter(({ run }) => run === own[0]!.run);
  return newest.reduce<Asked | null>(
    (best, item) => (best === null || item.timed.medianNs < best.timed.medianNs ? item : best),
    null,
  );
}

function cellOf({ run, timed }: Asked, usual: string | null): Cell {
  const { medianNs, lowNs, highNs, usefulFlops, compulsoryBytes, launchHash } = timed;
  const rate = (amount: number): Estimate | null =>
    run.hasRates && amount > 0
      ? {
          value: perSecond(amount, medianNs),
          low: perSecond(amount, highNs),
          high: perSecond(amount, lowNs),
        }
      : null;
  return {
    run,
    time: { value: medianNs, low: lowNs, high: highNs },
    flopsPerSecond: rate(usefulFlops),
    bytesPerSecond: rate(compulsoryBytes),
    shareOfRoof: shareOfRoof(run, timed),
    launch: launchHash === null ? 'unknown' : launchHash === usual ? 'same' : 'other',
  };
}

/** The slower of streaming its bytes and doing its FLOPs, each at the ceiling of the same run. */
function shareOfRoof({ read, fma }: ComparedRun, timed: ComparedCase): number | null {
  if (read === null || !isProduct(timed)) return null;
  const allowed = Math.max(
    perSecond(timed.compulsoryBytes, read.value),
    timed.valueType === 'f32' && fma !== null ? perSecond(timed.usefulFlops, fma.value) : 0,
  );
  return allowed / timed.medianNs;
}

function bestNs({ cells }: KernelRow): number {
  return Math.min(...cells.flatMap(cell => cell?.time.value ?? []));
}

/** The first in alphabetical order among equals, so that the order of files does not matter. */
function mostFrequent(hashes: readonly string[]): string | null {
  const groups = [...groupBy(hashes, hash => hash).values()];
  groups.sort((a, b) => b.length - a.length || (a[0]! < b[0]! ? -1 : 1));
  return groups[0]?.[0] ?? null;
}

/** Rows in which machines stand beside each other say more than a kernel that one of them ran. */
function bySize(a: Section, b: Section): number {
  const beside = ({ rows }: Section): number =>
    rows.filter(({ cells }) => cells.filter(cell => cell !== null).length > 1).length;
  return (
    b.machines.length - a.machines.length ||
    beside(b) - beside(a) ||
    b.rows.length - a.rows.length ||
    (a.title < b.title ? -1 : 1)
  );
}

function differs({ cells }: KernelRow): boolean {
  if (cells.some(cell => cell === null || cell.launch === 'other')) return true;
  const times = cells.flatMap(cell => cell?.time ?? []);
  return Math.max(...times.map(({ low }) => low)) > Math.min(...times.map(({ high }) => high));
}
