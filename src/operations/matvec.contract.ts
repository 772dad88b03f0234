import type { OperationContract } from '../testing/contract.ts';
import { HAND } from '../testing/hand-matrix.ts';
import { activeAt, dense, named, problemOf } from '../testing/matrices.ts';
import { nastyMatrices, rowsOfLengths } from '../testing/problems.ts';

const MANY_LENGTHS = rowsOfLengths(259, 127, row => (row * 37) % 103);

const contract: OperationContract = {
  handCounted: {
    problem: problemOf(HAND),
    // A multiplication and an addition for each of 5 nonzeros.
    usefulFlops: 10,
    // x without the column that no nonzero is in, unless the format is dense; and y.
    // By columns: a list of 5 inputs, the ends of their columns, 5 nonzeros of two words, and y.
    compulsoryBytes: (storedBytes, { family, byColumns }) =>
      byColumns ? 8 * 5 + 8 * 5 + 8 * 5 + 4 * 3 : storedBytes + 4 * (family === 'dense' ? 5 : 4) + 4 * 3,
  },
  nasty: () => [
    ...nastyMatrices().map(([name, a]) => named(name, a)),
    named(
      '70,001 rows',
      rowsOfLengths(70_001, 4, row => row % 4),
    ),
    activeAt('no active input', MANY_LENGTHS, []),
    activeAt('one active input', MANY_LENGTHS, [101]),
    activeAt(
      'every third input active',
      MANY_LENGTHS,
      Array.from({ length: 42 }, (_, i) => 3 * i),
    ),
  ],
  tuned: () => [
    named('dense 21 × 530', dense(21, 530)),
    named(
      '131 rows of many lengths',
      rowsOfLengths(131, 127, row => (row * 37) % 103),
    ),
  ],
  divided: () => [
    named(
      '1201 rows of 150 to 240',
      rowsOfLengths(1201, 241, row => 150 + ((row * 53) % 91)),
    ),
    // Few rows of f32 are resident then: fewer than a block has, and no divisor of that.
    named('23 long rows', dense(23, 5461)),
  ],
  ofMatrix: (name, a) => named(name, a),
};

export default contract;
