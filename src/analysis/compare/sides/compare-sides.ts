import { holm } from '../../../stats/holm.ts';
import { groupBy } from '../../evidence/usable.ts';
import type { Machine } from '../machines/machine.ts';
import { type AlikeCase, alikeCases, type Unlike } from './alike.ts';
import { type Deviation, seenDeviation, sideEffect, statedDeviation } from './effect.ts';
import { LEVEL, outcomeOf, type RatioOutcome } from './outcome.ts';
import type { SideRun } from './side.ts';

/** What a side brought to the comparison. */
export interface Side {
  readonly machine: Machine;
  /** That have a case in common with the other side. */
  readonly runs: readonly SideRun[];
  /** Between runs, over all cases. */
  readonly deviation: Deviation;
}

export interface CaseRatio extends RatioOutcome {
  readonly address: string;
  readonly kernelId: string;
  /** Runs that timed it. */
  readonly runCounts: readonly [a: number, b: number];
  readonly sameLaunch: boolean | null;
}

export interface KernelRatio extends RatioOutcome {
  readonly kernelId: string;
  readonly caseCount: number;
  /** Of them, those whose launch was not the same, or is not known. */
  readonly otherLaunches: number;
  readonly unknownLaunches: number;
  /** Its interval alone decides, and among so many kernels that is too little (Holm). */
  readonly isOneOfMany: boolean;
}

/** The second side against the first. */
export interface SidesComparison {
  readonly a: Side;
  readonly b: Side;
  /** The geometric mean of the ratios of all cases. */
  readonly overall: RatioOutcome;
  /** Slowest first. */
  readonly kernels: readonly KernelRatio[];
  /** In the order of their addresses. Their outcomes stand each alone: among many, some are wrong by chance. */
  readonly cases: readonly CaseRatio[];
  readonly unlike: readonly Unlike[];
}

/**
 * Compares two sides of runs by the cases that both timed. Each run counts once, and one without a common case not at all.
 * @returns null where no case is alike
 * @throws RangeError where a side holds several machines, one run stands on both sides, or a processor against a GPU
 */
export function compareSides(a: readonly SideRun[], b: readonly SideRun[]): SidesComparison | null {
  const { cases, unlike } = alikeCases(distinct(a), distinct(b));
  if (cases.length === 0) return null;
  const runs = { a: runsOf(distinct(a), cases, 'a'), b: runsOf(distinct(b), cases, 'b') };
  const machines = { a: onlyMachine(runs.a), b: onlyMachine(runs.b) };
  requireComparable(runs, machines);
  const judge = judgeOf(machines);
  const kernels = [...groupBy(cases, ({ kernelId }) => kernelId).values()].map(own =>
    kernelRatio(own, judge(own)),
  );
  const side = (which: 'a' | 'b'): Side => ({
    machine: machines[which],
    runs: runs[which],
    deviation: deviationsOf(cases, machines)[which],
  });
  return {
    a: side('a'),
    b: side('b'),
    overall: judge(cases),
    kernels: withHolm(kernels).sort(
      (one, other) => other.ratio.value - one.ratio.value || (one.kernelId < other.kernelId ? -1 : 1),
    ),
    cases: cases.map(own => caseRatio(own, judge([own]))),
    unlike,
  };
}

type Both<T> = Readonly<Record<'a' | 'b', T>>;

function distinct(runs: readonly SideRun[]): readonly SideRun[] {
  const bySha = new Map(runs.map(run => [run.sha256, run]));
  return [...bySha.values()].sort((one, other) => (one.sha256 < other.sha256 ? -1 : 1));
}

function runsOf(runs: readonly SideRun[], cases: readonly AlikeCase[], side: 'a' | 'b'): readonly SideRun[] {
  const used = new Set(cases.flatMap(({ [side]: times }) => times.map(({ runId }) => runId)));
  return runs.filter(({ sha256 }) => used.has(sha256));
}

function onlyMachine(runs: readonly SideRun[]): Machine {
  const machines = new Map(runs.map(({ machine }) => [machine.id, machine]));
  if (machines.size !== 1) throw new RangeError(`a side holds ${machines.size} machines, and takes one`);
  return runs[0]!.machine;
}

function requireComparable(runs: Both<readonly SideRun[]>, machines: Both<Machine>): void {
  if (machines.a.class !== machines.b.class) throw new RangeError('a processor is not compared with a GPU');
  const ofA = new Set(runs.a.map(({ sha256 }) => sha256));
  if (runs.b.some(({ sha256 }) => ofA.has(sha256))) throw new RangeError('one run stands on both sides');
}

function judgeOf(machines: Both<Machine>): (cases: readonly AlikeCase[]) => RatioOutcome {
  return cases => {
    const deviation = deviationsOf(cases, machines);
    return outcomeOf(sideEffect(cases, 'a', deviation.a), sideEffect(cases, 'b', deviation.b));
  };
}

/** As seen between a side's own runs, else between those of the same machine on the other, else as stated. */
function deviationsOf(cases: readonly AlikeCase[], machines: Both<Machine>): Both<Deviation> {
  const seen = { a: seenDeviation(cases, 'a'), b: seenDeviation(cases, 'b') };
  const isOne = machines.a.id === machines.b.id;
  const of = (side: 'a' | 'b', other: 'a' | 'b'): Deviation => {
    const borrowed = isOne ? seen[other] : null;
    return (
      seen[side] ??
      (borrowed && { ...borrowed, source: 'other-side' }) ??
      statedDeviation(cases, side, machines[side].class)
    );
  };
  return { a: of('a', 'b'), b: of('b', 'a') };
}

function caseRatio({ address, kernelId, a, b, sameLaunch }: AlikeCase, judged: RatioOutcome): CaseRatio {
  return { ...judged, address, kernelId, runCounts: [a.length, b.length], sameLaunch };
}

type Unadjusted = Omit<KernelRatio, 'isOneOfMany'>;

function kernelRatio(cases: readonly AlikeCase[], judged: RatioOutcome): Unadjusted {
  return {
    ...judged,
    kernelId: cases[0]!.kernelId,
    caseCount: cases.length,
    otherLaunches: cases.filter(({ sameLaunch }) => sameLaunch === false).length,
    unknownLaunches: cases.filter(({ sameLaunch }) => sameLaunch === null).length,
  };
}

/** Faster and slower are alarms, and the more kernels, the more false ones; that one is the same raises none. */
function withHolm(kernels: readonly Unadjusted[]): KernelRatio[] {
  const stands = holm(
    kernels.map(({ pValue }) => pValue),
    1 - LEVEL,
  );
  return kernels.map((kernel, index) => {
    const isAlarm = kernel.outcome === 'faster' || kernel.outcome === 'slower';
    const isOneOfMany = isAlarm && !stands[index];
    return { ...kernel, isOneOfMany, outcome: isOneOfMany ? 'undecided' : kernel.outcome };
  });
}
