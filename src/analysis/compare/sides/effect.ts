import { naturalLog } from '../../../stats/elementary.ts';
import { MOST_DEGREES } from '../../../stats/student.ts';
import { groupBy } from '../../evidence/usable.ts';
import type { AlikeCase, RunTime } from './alike.ts';

/**
 * The mean log time of some cases on one side, and how sure it is. A run of a machine is faster or slower as a whole
 * (clock speed, temperature, what else runs), so its cases are no independent witnesses: that effect is drawn once a run.
 * The model of a case in a run: log median = case + run + what its samples leave open.
 */
export interface SideEffect {
  readonly meanLog: number;
  readonly variance: number;
  /** Of Student's t. */
  readonly degrees: number;
}

/** How far runs of one machine lie apart, as a deviation of logarithms: 0.01 is 1 %. */
export interface Deviation {
  readonly value: number;
  readonly degrees: number;
  /**
   * `runs`: seen between the runs of this side; `other-side`: between runs of the same machine there; `stated`: assumed;
   * `two-runs`: seen between two, which contradict what would be assumed.
   */
  readonly source: 'runs' | 'other-side' | 'stated' | 'two-runs';
}

/** Fewer runs than this say nothing about how far runs lie apart. */
export const LEAST_RUNS = 3;

/** Assumed of a machine with fewer runs. Known by statement, hence with all the degrees there are. */
export const STATED_DEVIATION = { hardware: 0.05, software: 0.15 } as const;

/** 95 % half-widths of a normal distribution. */
const NORMAL_95 = 1.959964;

export type SideOf = 'a' | 'b';

/** Of the runs that timed any of the cases; null where they are fewer than LEAST_RUNS. */
export function seenDeviation(cases: readonly AlikeCase[], side: SideOf): Deviation | null {
  const runs = deviatingRuns(cases, side);
  if (runs.length < LEAST_RUNS) return null;
  return { value: rootMean(runs), degrees: runs.length - 1, source: 'runs' };
}

/** What is assumed, unless two runs lie further apart than one time in twenty if it were so: then hardly anything is known. */
export function statedDeviation(
  cases: readonly AlikeCase[],
  side: SideOf,
  deviceClass: keyof typeof STATED_DEVIATION,
): Deviation {
  const value = STATED_DEVIATION[deviceClass];
  const seen = rootMean(deviatingRuns(cases, side));
  return seen > NORMAL_95 * value
    ? { value: seen, degrees: 1, source: 'two-runs' }
    : { value, degrees: MOST_DEGREES, source: 'stated' };
}

/** The mean over the cases of the mean over the runs that timed each. */
export function sideEffect(cases: readonly AlikeCase[], side: SideOf, deviation: Deviation): SideEffect {
  let meanLog = 0;
  let withinVariance = 0;
  const weightOf = new Map<string, number>();
  for (const { [side]: times } of cases) {
    const weight = 1 / (cases.length * times.length);
    for (const { runId, timed } of times) {
      meanLog += weight * naturalLog(timed.medianNs);
      withinVariance += weight * weight * openVariance(timed);
      weightOf.set(runId, (weightOf.get(runId) ?? 0) + weight);
    }
  }
  const squares = [...weightOf.values()].reduce((sum, weight) => sum + weight * weight, 0);
  const variance = deviation.value ** 2 * squares + withinVariance;
  return { meanLog, variance, degrees: deviation.degrees };
}

/** One run's mean distance from the mean of all runs, and what its own samples leave open of it. */
interface DeviatingRun {
  readonly distance: number;
  readonly openVariance: number;
}

/** Distances are taken where another run timed the case too, and stretched for the mean that they helped to make. */
function deviatingRuns(cases: readonly AlikeCase[], side: SideOf): readonly DeviatingRun[] {
  const distances = cases
    .map(({ [side]: times }) => times)
    .filter(times => times.length > 1)
    .flatMap(distancesOf);
  return [...groupBy(distances, ({ runId }) => runId).values()].map(own => ({
    distance: own.reduce((sum, { distance }) => sum + distance, 0) / own.length,
    openVariance: own.reduce((sum, { open }) => sum + open, 0) / own.length ** 2,
  }));
}

function distancesOf(times: readonly RunTime[]) {
  const logs = times.map(({ timed }) => naturalLog(timed.medianNs));
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const stretch = Math.sqrt(times.length / (times.length - 1));
  return times.map(({ runId, timed }, index) => ({
    runId,
    distance: stretch * (logs[index]! - mean),
    open: openVariance(timed),
  }));
}

/** Of the effects of runs alone: what samples leave open is taken out, since it is added once more for every case. */
function rootMean(runs: readonly DeviatingRun[]): number {
  if (runs.length === 0) return 0;
  const squares = runs.reduce((sum, run) => sum + run.distance ** 2 - run.openVariance, 0);
  return Math.sqrt(Math.max(0, squares / runs.length));
}

/** Of a log median, from its bootstrap interval over the samples of the run. */
function openVariance({ medianNs, lowNs, highNs }: RunTime['timed']): number {
  return ((highNs - lowNs) / (2 * NORMAL_95 * medianNs)) ** 2;
}
