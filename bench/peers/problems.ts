import type { OperationId } from '../../src/core/operation.ts';
import type { ProblemSpec } from '../../src/core/problem.ts';
import { parseProblem } from '../../src/core/record/address.ts';

export interface ComparedProblem {
  readonly operation: OperationId;
  readonly spec: ProblemSpec;
  /** Left out where a call takes longer than a comparison may wait for. */
  readonly onlyIfQuick: boolean;
}

/** A call of an `onlyIfQuick` problem takes at most this long. */
export const QUICK_CALL_MS = 2000;

const PRODUCT_SIDES = [128, 256, 512, 1024];
const VECTOR_SIDES = [1024, 2048];

export const PROBLEMS: readonly ComparedProblem[] = [
  ...PRODUCT_SIDES.map(side => ({
    operation: 'matmul' as const,
    spec: parseProblem(`product(m=${side},n=${side},k=${side})`),
    onlyIfQuick: side > 512,
  })),
  ...[...VECTOR_SIDES.map(side => `dense(m=${side},n=${side})`), 'uniform(m=1024,n=1024,density=0.1)'].map(
    address => ({ operation: 'matvec' as const, spec: parseProblem(address), onlyIfQuick: false }),
  ),
];
