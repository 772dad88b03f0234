import type { Matrix } from '../core/problem.ts';
import { sparse } from './matrices.ts';

/**
 * [1 0 0 2 0; 0 0 0 0 0; 0 −1 3 4 0] by its places, the values being of no account: 3 rows, one of them empty; 5 columns,
 * of which the last is never touched; 5 nonzeros.
 */
export const HAND: Matrix = sparse(3, 5, [
  [0, 0],
  [0, 3],
  [2, 1],
  [2, 2],
  [2, 3],
]);
