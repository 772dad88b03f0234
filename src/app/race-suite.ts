import { fastestOf, okRecords, singles, tunedCase } from '../../bench/suites/parts/cases.ts';
import { generators, get, kernels, partsOf } from '../catalog.ts';
import { judgeSectionId, pickSectionId, RACE_SUITE } from '../core/asked-suites.ts';
import type { DeferredSection, Pilot, Plan, Section, Suite, SuiteContext } from '../core/plan.ts';
import type { ProblemSpec } from '../core/problem.ts';
import { formatCase, formatProblem } from '../core/record/address.ts';
import type { Case } from '../core/record/record.ts';
import { formatNumber } from '../core/units.ts';
import { productSize } from '../problems/patterns/product-size.ts';
import { ASKED, askedPlan, READ_PROBE, requireFiles } from './asked-plan.ts';
import { completeCase } from './cases.ts';

/** One kernel against others of its operation. */
export interface Race {
  readonly kernelId: string;
  readonly rivalIds: readonly string[];
  /** Beside those of files. None of either: the largest of the operation's pilot ladder that the device takes. */
  readonly problems: readonly ProblemSpec[];
}

const LARGEST_COUNT = 2;
/** Of one execution: a round takes eight, and a race twenty rounds. */
const LONGEST_EXECUTION_NS = { hardware: 100e6, software: 30e6 } as const;
/**
 * A rival that the pilot puts further than this behind the fastest is not timed again to find the fastest; a
 * CPU's pilot is disturbed by whatever else runs there.
 */
const PICKED_WITHIN = { hardware: 3, software: 6 } as const;
/** For every problem. */
const SECONDS = { hardware: 15, software: 25 } as const;
const PICK_WEIGHT = 1;
const JUDGE_WEIGHT = 2;

/** The kernels that a race needs piloted. */
export function racingKernels({ kernelId, rivalIds }: Race): string {
  return [kernelId, ...rivalIds, READ_PROBE].join(',');
}

/**
 * Each problem has a section in which the fastest rival is picked, and then one in which it runs A B B A with the kernel:
 * what was lucky when it was picked has to be fast again. Both run with the tunables that the pilot found.
 */
export function raceSuite(race: Race): Suite {
  return {
    ...ASKED,
    id: RACE_SUITE,
    label: 'Race',
    question: 'Which of these kernels is faster?',
    description: 'One kernel against the fastest of its rivals.',
    expectedSeconds: secondsOf(Math.max(1, race.problems.length)),
    plan: context => racePlan(race, context),
  };
}

function racePlan(race: Race, context: SuiteContext): Plan {
  requireFiles(context, race.problems);
  const asked = [...race.problems, ...context.files.map(({ spec }) => spec)];
  const problems = asked.length > 0 ? distinct(asked) : largestProblems(race, context);
  const heats = problems.map((spec, index) => heatOn(race, context, { spec, index }));
  return {
    ...askedPlan(context, { suite: RACE_SUITE, seconds: secondsOf(problems.length) }),
    sections: heats.flatMap(({ sections }) => sections),
    leftOut: heats.flatMap(({ leftOut }) => leftOut),
  };
}

function secondsOf(problemCount: number): Suite['expectedSeconds'] {
  return { hardware: SECONDS.hardware * problemCount, software: SECONDS.software * problemCount };
}

function distinct(specs: readonly ProblemSpec[]): readonly ProblemSpec[] {
  return [...new Map(specs.map(spec => [formatProblem(spec), spec])).values()];
}

/** The largest of the pilot's problems that one execution of the kernel is short enough on; the smallest where none is. */
function largestProblems({ kernelId }: Race, context: SuiteContext): readonly ProblemSpec[] {
  const { operation, format } = partsOf(get(kernels, kernelId, 'kernel'));
  const ladder = operation.pilot?.ladder(format) ?? [];
  const longestNs = LONGEST_EXECUTION_NS[context.deviceClass];
  const short = ladder.filter(spec => context.pilot.estimateNs(kernelId, sizeOf(context, spec)) <= longestNs);
  return short.length > 0 ? short.slice(-LARGEST_COUNT) : ladder.slice(0, 1);
}

function sizeOf({ files }: SuiteContext, spec: ProblemSpec): Parameters<Pilot['estimateNs']>[1] {
  const file = files.find(candidate => formatProblem(candidate.spec) === formatProblem(spec));
  return file?.facts ?? productSize(get(generators, spec.generator, 'generator'), spec);
}

interface Heat {
  readonly spec: ProblemSpec;
  readonly index: number;
}

function heatOn(
  race: Race,
  context: SuiteContext,
  heat: Heat,
): { readonly sections: Plan['sections']; readonly leftOut: Plan['leftOut'] } {
  const mine = racingCase(context, race.kernelId, heat.spec);
  const title = formatProblem(heat.spec);
  const judge = { id: judgeSectionId(heat.index), title: `Judging, ${title}`, weight: JUDGE_WEIGHT };
  const alone = { sections: [{ ...judge, groups: singles([mine]) }], leftOut: [] };
  if (!ranInPilot(context, race.kernelId, heat.spec)) return alone;
  const { candidates, leftOut } = candidatesFor(race, context, heat.spec);
  const only = candidates.length === 1 ? candidates[0]! : null;
  if (only) return { sections: [{ ...judge, groups: [[mine, only]] }], leftOut };
  const pick: Section = {
    id: pickSectionId(heat.index),
    title: `Picking the fastest rival, ${title}`,
    weight: PICK_WEIGHT,
    groups: singles(candidates),
  };
  return { sections: [pick, { ...judge, choose: againstFastest(mine, candidates) }], leftOut };
}

/** The kernel alone where no rival could be timed: its own record then says at least that it runs. */
function againstFastest(mine: Case, candidates: readonly Case[]): DeferredSection['choose'] {
  return records => {
    const addresses = new Set(candidates.map(formatCase));
    const fastest = fastestOf(okRecords(records).filter(({ address }) => addresses.has(address)));
    const rival = candidates.find(c => formatCase(c) === fastest?.address);
    return rival ? [[mine, rival]] : singles([mine]);
  };
}

/** A kernel that the pilot could not run is measured alone, so that its record says why before anybody waits for rivals. */
function ranInPilot(context: SuiteContext, kernelId: string, spec: ProblemSpec): boolean {
  const { pilot } = partsOf(get(kernels, kernelId, 'kernel')).operation;
  return pilot === null || Number.isFinite(context.pilot.estimateNs(kernelId, sizeOf(context, spec)));
}

function racingCase(context: SuiteContext, kernelId: string, spec: ProblemSpec): Case {
  const { cache } = partsOf(get(kernels, kernelId, 'kernel')).operation.pilot ?? { cache: 'hot' };
  // With all tunables, as its record will have them.
  return completeCase(tunedCase(context, kernelId, spec, { cache }));
}

/**
 * Likely fastest first, since time may end before all are prepared. A kernel that the pilot could not run has no estimate:
 * it is measured, so that its record says why.
 */
function candidatesFor(
  race: Race,
  context: SuiteContext,
  spec: ProblemSpec,
): { readonly candidates: readonly Case[]; readonly leftOut: Plan['leftOut'] } {
  const size = sizeOf(context, spec);
  const estimates = race.rivalIds
    .map(id => ({ case: racingCase(context, id, spec), ns: context.pilot.estimateNs(id, size) }))
    .sort((a, b) => (a.ns === b.ns ? 0 : a.ns - b.ns));
  const leastNs = estimates[0]?.ns ?? 0;
  const limitNs = PICKED_WITHIN[context.deviceClass] * leastNs;
  const isSlow = (ns: number) => Number.isFinite(ns) && ns > limitNs;
  return {
    candidates: estimates.filter(({ ns }) => !isSlow(ns)).map(({ case: c }) => c),
    leftOut: estimates
      .filter(({ ns }) => isSlow(ns))
      .map(({ case: c, ns }) => ({
        case: c,
        reason: `the pilot puts it at ${formatNumber(ns / leastNs)} times the fastest rival`,
      })),
  };
}
