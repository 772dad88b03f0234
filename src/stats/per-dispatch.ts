import type { TimerId } from '../core/record/record.ts';
import type { Sample } from '../core/record/sample.ts';
import { median } from './quantile.ts';
import { theilSenSlope } from './theil-sen.ts';

/** Time of one execution, seen once: what medians, intervals and pairs are made of. */
export interface Observation {
  readonly round: number;
  readonly group: string;
  readonly ns: number;
}

/**
 * In measured order. By GPU timestamps and in host rows every sample is one observation, totalNs ÷ dispatches.
 *
 * By wall clock a sample also holds the cost of one submission, so the samples of one (round, group), taken with
 * different numbers of dispatches, are one observation: the Theil–Sen slope of time over dispatches. Sets in which all
 * samples have the same count (a run stopped in mid-round) have no slope and are left out, unless no set has one: then
 * time ÷ dispatches of each set stands, submission included. Slopes are not clipped: with a coarse clock some are
 * negative.
 */
export function perDispatchNs(samples: readonly Sample[], timerId: TimerId): readonly Observation[] {
  if (timerId !== 'wall') {
    return samples.map(({ round, group, totalNs, dispatches }) => ({
      round,
      group,
      ns: totalNs / dispatches,
    }));
  }
  const sets = wallSets(samples);
  const slopes = sets.flatMap(set => {
    const slope = theilSenSlope(set.map(({ dispatches, totalNs }) => ({ x: dispatches, y: totalNs })));
    return slope === null ? [] : [{ round: set[0]!.round, group: set[0]!.group, ns: slope }];
  });
  if (slopes.length > 0) return slopes;
  return sets.map(set => ({
    round: set[0]!.round,
    group: set[0]!.group,
    ns: median(set.map(({ totalNs, dispatches }) => totalNs / dispatches)),
  }));
}

/**
 * Dispatches that one clock step is spread over in a typical observation, so that step ÷ this is the resolution of a
 * time per dispatch: the batch itself by timestamps, the spread between shortest and longest batch by wall clock.
 */
export function resolvingDispatches(samples: readonly Sample[], timerId: TimerId): number {
  if (timerId !== 'wall') return median(samples.map(sample => sample.dispatches));
  const spans = wallSets(samples).map(set => {
    const counts = set.map(sample => sample.dispatches);
    const largest = counts.reduce((a, b) => Math.max(a, b));
    const span = largest - counts.reduce((a, b) => Math.min(a, b));
    return span > 0 ? span : largest;
  });
  return median(spans);
}

/**
 * The least width of an interval around a time per dispatch: a clock step, by wall clock one to either side, since a
 * batch that begins on an answer and waits for the next is never rounded down.
 */
export function stepWidthNs(timed: {
  readonly samples: readonly Sample[];
  readonly timerId: TimerId;
  readonly resolutionNs: number;
}): number {
  const stepNs = timed.resolutionNs / resolvingDispatches(timed.samples, timed.timerId);
  return timed.timerId === 'wall' ? 2 * stepNs : stepNs;
}

/** Samples of one (round, group), in the order in which the sets begin. */
function wallSets(samples: readonly Sample[]): readonly (readonly Sample[])[] {
  const sets = new Map<string, Sample[]>();
  for (const sample of samples) {
    const key = `${sample.round} ${sample.group}`;
    const set = sets.get(key);
    if (set) set.push(sample);
    else sets.set(key, [sample]);
  }
  return [...sets.values()];
}
