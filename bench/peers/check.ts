import { get, operations } from '../../src/catalog.ts';
import type { Comparison as Elements } from '../../src/core/operation.ts';
import type { Problem } from '../../src/core/problem.ts';
import { type Checked, checkComparisons } from '../../src/measure/case/check.ts';
import type { ComparedProblem } from './problems.ts';

const CHECK_SEED = 0x5eed;

/** Checks outputs of one problem, ours and the peers', by the same reference and tolerance. */
export type Checker = (output: ArrayLike<number>) => Checked;

export function checkerOf(problem: Problem, { operation: id }: ComparedProblem, tolerance: number): Checker {
  const operation = get(operations, id, 'operation');
  const length = operation.outputLength(problem);
  let reference: Pick<Elements, 'expected' | 'scale'> | null = null;
  return output => {
    if (output.length !== length) {
      const worst = `the output has ${output.length} elements, expected ${length}`;
      const worstRatio = Number.MAX_VALUE;
      const elementCount = output.length;
      return {
        method: 'length',
        elementCount,
        worstRatio,
        tolerance,
        correct: false,
        worst,
        beyondRange: null,
      };
    }
    const spots = operation.spotChecks?.(problem, output, CHECK_SEED);
    if (spots) return checkComparisons(spots, tolerance);
    reference ??= { expected: operation.reference(problem), scale: operation.errorScale(problem) };
    return checkComparisons([{ method: 'every element', actual: output, ...reference }], tolerance);
  };
}
