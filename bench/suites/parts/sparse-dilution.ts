import type { DeferredSection } from '../../../src/core/plan.ts';
import { dilutions, fastestOf, okRecords } from './cases.ts';

const SHARES = [0.5, 0] as const;

/** S1: at each of some densities the fastest sparse kernel, in pairs with itself at half and at none of its traffic. */
export function sparseDilutionSection(
  side: number,
  densities: readonly number[],
  weight: number,
): DeferredSection {
  return {
    id: 's1',
    title: 'Dilution of sparse products',
    weight,
    choose: records =>
      densities.flatMap(density => {
        const products = okRecords(records).filter(
          ({ kind, operation, family, case: { problem, memoryShare } }) =>
            kind === 'webgpu' &&
            operation === 'matvec' &&
            family !== 'dense' &&
            memoryShare === 1 &&
            problem.generator === 'uniform' &&
            problem.params.m === side &&
            problem.params.density === density,
        );
        return dilutions(fastestOf(products), SHARES);
      }),
  };
}
