import type { Plan, StopRule, SuiteContext } from '../../../src/core/plan.ts';
import type { Case } from '../../../src/core/record/record.ts';
import { makeCase, vectorLike } from './cases.ts';
import { slowDense } from './dense.ts';
import { endingOf, MINIMUM_BATCH_MS, WARMUP_MS } from './effort.ts';
import type { Sizes } from './sizes.ts';

export { FULL_STOP, QUICK_STOP } from './effort.ts';

/** The parts of a plan that suites share. */
export function basePlan(
  context: SuiteContext,
  parts: {
    suite: string;
    sizes: Sizes;
    stop: StopRule;
    hostCases?: readonly Case[];
    /** All that the user waits, choosing the sizes and timing the host included. */
    seconds: Readonly<Record<'hardware' | 'software', number>>;
  },
): Omit<Plan, 'sections'> {
  const { suite, sizes, stop, seconds, hostCases = [] } = parts;
  const promisedMs = context.timeBudgetMs ?? seconds[context.deviceClass] * 1000;
  const endingMs = hostCases.length === 0 ? 0 : endingOf(promisedMs);
  return {
    suite,
    hostCases,
    leftOut: slowDense(context, sizes.matvec),
    stop,
    warmupMs: WARMUP_MS[context.deviceClass],
    minimumBatchMs: MINIMUM_BATCH_MS,
    streamBytes: sizes.streamBytes,
    canary: makeCase('probe/read', vectorLike(sizes.matvec, sizes.matvec)),
    timeBudgetMs: promisedMs - endingMs,
    endingMs,
    promisedMs,
    seed: context.seed,
  };
}
