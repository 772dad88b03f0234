import type { Matrix } from '../core/problem.ts';
import { sparse } from './matrices.ts';

/** [1 0 0 2; 0 0 0 0; 0 −1 3 4]: 5 nonzeros, every column touched. */
export const HAND: Matrix = sparse(3, 4, [
  [0, 0],
  [0, 3],
  [2, 1],
  [2, 2],
  [2, 3],
]);

/** Stored and compulsory bytes of y = A·x with that matrix, by hand; a format without a line here fails. */
export const HAND_COUNTED: Readonly<Record<string, { stored: number; compulsory: number }>> = {
  'dense-f32': { stored: 4 * 12, compulsory: 4 * (12 + 4 + 3) },
  'csr-f32': { stored: 8 * 5 + 4 * 4, compulsory: 8 * 5 + 4 * 4 + 4 * (4 + 3) },
};
