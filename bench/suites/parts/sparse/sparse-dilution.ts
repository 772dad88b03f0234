import type { DeferredSection, SuiteContext } from '../../../../src/core/plan.ts';
import { caseOf, dilutions, fastestOf, okRecords } from '../cases.ts';
import { isDilutable, isOf } from '../families.ts';
import { inFlightGroups, inFlightTunable } from '../in-flight.ts';

const SHARES = [0.5, 0] as const;

/**
 * S1 and E8: at each of some densities the fastest sparse kernel, in pairs with itself at half and at none of its traffic;
 * and the fastest whose loads in flight can be changed, in pairs with itself with half and with twice as many.
 */
export function sparseDilutionSection(
  context: SuiteContext,
  side: number,
  densities: readonly number[],
  weight: number,
): DeferredSection {
  return {
    id: 's1',
    title: 'Dilution and loads in flight of sparse products',
    weight,
    choose: records =>
      densities.flatMap(density => {
        const products = okRecords(records).filter(
          ({ case: { kernelId, problem, memoryShare } }) =>
            isOf('spmv', kernelId) &&
            memoryShare === 1 &&
            problem.generator === 'uniform' &&
            problem.params.m === side &&
            problem.params.density === density,
        );
        const fastest = fastestOf(products.filter(({ case: { kernelId } }) => isDilutable(kernelId)));
        const varied = fastestOf(
          products.filter(({ case: { kernelId } }) => inFlightTunable(kernelId) !== null),
        );
        return [
          ...dilutions(context, fastest && caseOf(fastest), SHARES),
          ...(varied ? inFlightGroups(caseOf(varied)) : []),
        ];
      }),
  };
}
