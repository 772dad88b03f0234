import type { RunEvent } from '../../core/event.ts';
import { caseLabel } from '../case/resolved-case.ts';
import { roughNs } from '../case/sampler.ts';
import { skip } from '../case/unsealed-record.ts';
import { progressOf, type RunningSection } from './running-session.ts';
import type { ReadyGroup } from './stop.ts';

/** Rounds of their own, in which the field is halved; none of their samples is kept. */
export const HALVING_ROUNDS = 3;
/** Student's t for a two-sided 95 % interval with HALVING_ROUNDS − 1 degrees of freedom. */
const T_95 = 4.303;
/** A rung leaves only where its whole interval is over so many times the fastest. */
export const OUTPACED = 1.25;
/** Rungs within this factor of the reference, either way, may be neighbours of a crossing. */
export const NEAR_REFERENCE = 2;

/** Rounds of one rung of a problem. */
export interface Trial {
  readonly kernelId: string;
  readonly problem: string;
  /** log(rung ÷ reference), a round. */
  readonly logRatios: readonly number[];
}

export interface Outpaced {
  readonly trial: Trial;
  readonly best: Trial;
  /** Times of the best, with the interval's ends. */
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}

/** The rungs that leave: clearly slower than the fastest on the same problem, far from the reference, and not in `stays`. */
export function outpaced(trials: readonly Trial[], stays: readonly string[]): readonly Outpaced[] {
  return trials.flatMap(trial => {
    const rivals = trials.filter(({ problem }) => problem === trial.problem);
    const best = rivals.reduce((a, b) => (mean(b.logRatios) < mean(a.logRatios) ? b : a));
    if (best === trial || stays.includes(trial.kernelId)) return [];
    const toReference = Math.abs(mean(trial.logRatios));
    if (toReference < Math.log(NEAR_REFERENCE)) return [];
    const behind = trial.logRatios.map((log, round) => log - best.logRatios[round]!);
    const half = (T_95 * deviation(behind)) / Math.sqrt(behind.length);
    const low = Math.exp(mean(behind) - half);
    if (!(low > OUTPACED)) return [];
    return [{ trial, best, ratio: Math.exp(mean(behind)), low, high: Math.exp(mean(behind) + half) }];
  });
}

/** Leaves out, with a record that says so, what a section that halves its field need not measure. */
export async function* halve(
  running: RunningSection,
  groups: readonly ReadyGroup[],
): AsyncGenerator<RunEvent, readonly ReadyGroup[]> {
  const { halving } = running.section;
  const pairs = groups.filter(({ cases }) => cases.length === 2);
  if (!halving || pairs.length < 2) return groups;
  const logRatios = new Map(pairs.map(pair => [pair, [] as number[]]));
  for (let round = 0; round < HALVING_ROUNDS; round++) {
    for (const pair of pairs) {
      if (running.session.signal.aborted || running.bench.gpu.loss.message !== null) return groups;
      const label = caseLabel(pair.cases[1]!.resolved);
      yield progressOf(running.session, { label, doing: 'halving the field', discardedRounds: 0 });
      const logRatio = await timePair(running, pair);
      // Whoever fails fails again, where it is noted.
      if (logRatio === null) return groups;
      logRatios.get(pair)!.push(logRatio);
    }
  }
  const trials = new Map(pairs.map(pair => [trialOf(pair, logRatios.get(pair)!), pair]));
  const gone = new Set<ReadyGroup>();
  for (const { trial, best, ratio, low, high } of outpaced([...trials.keys()], halving.stays)) {
    const pair = trials.get(trial)!;
    gone.add(pair);
    const reason = outpacedReason({ ratio, low, high, kernelId: best.kernelId });
    yield* running.session.records.add(skip(pair.cases[1]!.resolved, 'plan', reason));
  }
  return groups.filter(group => !gone.has(group));
}

interface Behind extends Pick<Outpaced, 'ratio' | 'low' | 'high'> {
  /** Of the fastest. */
  readonly kernelId: string;
}

export function outpacedReason({ ratio, low, high, kernelId }: Behind): string {
  return `in rounds before it took ${ratio.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)}) times what ${kernelId} took`;
}

function trialOf({ cases }: ReadyGroup, logRatios: readonly number[]): Trial {
  const { kernelId, problem } = cases[1]!.resolved.case;
  return { kernelId, problem: JSON.stringify(problem), logRatios };
}

/** log(rung ÷ reference), one after the other; null where one fails. */
async function timePair({ session }: RunningSection, { cases }: ReadyGroup): Promise<number | null> {
  const place = { round: session.numbering.nextRound(), group: 'halving' };
  const ns: number[] = [];
  try {
    for (const { sampler } of cases) ns.push(roughNs(sampler, await sampler.sample(place)));
  } catch {
    return null;
  }
  const log = Math.log(ns[1]! / ns[0]!);
  return Number.isFinite(log) ? log : null;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: readonly number[]): number {
  const center = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - center) ** 2, 0) / (values.length - 1));
}
