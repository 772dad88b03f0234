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
  'dense-f16': { stored: 2 * 12, compulsory: 2 * 12 + 4 * (4 + 3) },
  // A group of columns, here 4 of 64, and so a scale for each of the 3 rows.
  'dense-i8': { stored: 12 + 4 * 3, compulsory: 12 + 4 * 3 + 4 * (4 + 3) },
  'dense-i4': { stored: 6 + 4 * 3, compulsory: 6 + 4 * 3 + 4 * (4 + 3) },
  'csr-f32': { stored: 8 * 5 + 4 * 4, compulsory: 8 * 5 + 4 * 4 + 4 * (4 + 3) },
};

/** Half a step of each lossy format where it is widest, from the largest magnitude of the matrix. */
export const LOSSY_ERRORS: Readonly<Record<string, (largest: number) => number>> = {
  'dense-f16': largest => Math.max(largest * 2 ** -11, 2 ** -25),
  'dense-i8': largest => largest / (2 * 127),
  'dense-i4': largest => largest / (2 * 7),
};
