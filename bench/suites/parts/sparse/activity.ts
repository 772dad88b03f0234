import type { Section, SuiteContext } from '../../../../src/core/plan.ts';
import { against, problem, singles, tunedCase } from '../cases.ts';
import { familyOf } from '../dense.ts';
import { fastestSparseFirst } from './density.ts';

/** Shares of the inputs that are not zero; at 1 the list holds all of them. A short time covers the range with the first. */
const ACTIVITIES = [0.01, 1, 0.1, 0.001, 0.3, 0.03, 0.003];

/**
 * S6: products with a sparse x over the share of its active inputs, in pairs with the fastest sparse product that has a dense
 * x on the same matrix.
 */
export function activitySection(
  context: SuiteContext,
  { side, density, weight }: { readonly side: number; readonly density: number; readonly weight: number },
): Section {
  const matrix = { m: side, n: side, density };
  const cases = ACTIVITIES.flatMap(active =>
    familyOf(context, 'spmspv').map(id => tunedCase(context, id, problem('uniform', { ...matrix, active }))),
  );
  const [fastest] = fastestSparseFirst(context, side);
  const groups = fastest
    ? against(tunedCase(context, fastest, problem('uniform', matrix)), cases)
    : singles(cases);
  return { id: 'activity', title: 'Activity crossover', groups, weight };
}
