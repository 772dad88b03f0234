import type { Matrix } from '../core/problem.ts';
import { sparse } from './matrices.ts';

/**
 * [1 0 0 0 2; 0 0 3 0 0; 0 −1 0 0 4] by its places, the values being of no account: 3 rows; 5 columns, of which the fourth is
 * never touched; 5 nonzeros, of which no group of four columns has two in a row.
 */
export const HAND: Matrix = sparse(3, 5, [
  [0, 0],
  [0, 4],
  [1, 2],
  [2, 1],
  [2, 4],
]);
