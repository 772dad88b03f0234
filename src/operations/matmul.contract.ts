import type { Problem } from '../core/problem.ts';
import type { OperationContract } from '../testing/contract.ts';
import { HAND } from '../testing/hand-matrix.ts';
import { dense, named, problemOf } from '../testing/matrices.ts';
import { nastyMatrices, rowsOfLengths } from '../testing/problems.ts';

/** Right-hand sides dealt out to the nasty matrices in turn: one, no whole vec4, one vec4, and more than a tile. */
const COLUMN_COUNTS = [5, 1, 3, 70, 4] as const;

const MANY_LENGTHS = rowsOfLengths(131, 127, row => (row * 37) % 103);

const contract: OperationContract = {
  handCounted: {
    problem: problemOf(HAND, 2),
    // A multiplication and an addition for each of 5 nonzeros and 2 columns.
    usefulFlops: 20,
    // Two columns of B without the row that no nonzero meets, unless the format is dense; and of C.
    compulsoryBytes: (storedBytes, { family }) =>
      storedBytes + 4 * 2 * (family === 'dense' ? 5 : 4) + 4 * 2 * 3,
  },
  nasty: () => [
    ...nastyMatrices().map(([name, a], i) => product(name, a, COLUMN_COUNTS[i % COLUMN_COUNTS.length]!)),
    product('dense 130 × 64', dense(130, 64), 33),
    product('70,001 rows', dense(70_001, 3), 2),
    product(
      '70,001 sparse rows',
      rowsOfLengths(70_001, 4, row => row % 4),
      2,
    ),
  ],
  tuned: () => [
    product('dense 131 × 21', dense(131, 21), 133),
    product('dense 45 × 70', dense(45, 70), 6),
    product('131 rows of many lengths', MANY_LENGTHS, 37),
    product('131 rows of many lengths', MANY_LENGTHS, 130),
  ],
  divided: () => [
    product('dense 131 × 301', dense(131, 301), 133),
    product(
      '601 rows of 20 to 60',
      rowsOfLengths(601, 131, row => 20 + ((row * 53) % 41)),
      70,
    ),
  ],
  ofMatrix: (name, a) => product(name, a, 6),
};

function product(name: string, a: Problem['a'], columns: number): Problem {
  return named(`${name}, ${columns} right-hand side${columns === 1 ? '' : 's'}`, a, columns);
}

export default contract;
