import type { Plan, StopRule, SuiteContext } from '../../../src/core/plan.ts';
import { makeCase, vectorLike } from './cases.ts';
import { slowDense } from './dense.ts';
import type { Sizes } from './sizes.ts';

export const QUICK_STOP: StopRule = { minimumRounds: 10, maximumRounds: 40, precision: 0.03 };
export const FULL_STOP: StopRule = { minimumRounds: 20, maximumRounds: 160, precision: 0.01 };

/** The parts of a plan that suites share. */
export function basePlan(
  context: SuiteContext,
  parts: {
    suite: string;
    sizes: Sizes;
    stop: StopRule;
    seconds: Readonly<Record<'hardware' | 'software', number>>;
  },
): Omit<Plan, 'sections'> {
  const { suite, sizes, stop, seconds } = parts;
  return {
    suite,
    hostCases: [],
    leftOut: slowDense(context, sizes.matvec),
    stop,
    warmupMs: context.deviceClass === 'hardware' ? 300 : 50,
    minimumBatchMs: 10,
    streamBytes: sizes.streamBytes,
    canary: makeCase('probe/read', vectorLike(sizes.matvec, sizes.matvec)),
    timeBudgetMs: context.timeBudgetMs ?? seconds[context.deviceClass] * 1000,
    seed: context.seed,
  };
}
