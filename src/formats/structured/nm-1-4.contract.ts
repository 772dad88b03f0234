import type { FormatContract } from '../../testing/contract.ts';
import { HAND } from '../../testing/hand-matrix.ts';
import { rowsInGroups, rowsOfLengths } from '../../testing/problems.ts';

const contract: FormatContract = {
  // 5 values, whose two bits each fit one word.
  handCounted: { a: HAND, storedBytes: 4 * 5 + 4 * 1 },
  nasty: () => [
    ['one of its groups', rowsInGroups(3, 4, 1)],
    ['groups beyond whole words, and a group of one column', rowsInGroups(67, 133, 1)],
    ['groups of three columns at the end', rowsInGroups(19, 67, 1)],
    ['70,001 rows of a group', rowsOfLengths(70_001, 4, () => 1)],
  ],
  fitting: {
    tuned: () => [
      ['groups of 21 × 530', rowsInGroups(21, 530, 1)],
      ['groups of 131 × 127', rowsInGroups(131, 127, 1)],
    ],
    divided: () => [
      ['groups of 1201 × 241', rowsInGroups(1201, 241, 1)],
      ['groups of 23 × 5461', rowsInGroups(23, 5461, 1)],
    ],
  },
};

export default contract;
