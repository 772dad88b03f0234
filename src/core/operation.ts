import type { Problem } from './problem.ts';

/**
 * `matvec` y = A·x, `matmul` C = A·B, `decode` one transformer block for one token; the others are probes of one resource
 * of the device, `ladder` of two at once (bytes read, and multiply-adds on each).
 */
export type OperationId = string;

/** Whether it multiplies a matrix; the others load one resource. */
export function isProduct({ operation }: { readonly operation: OperationId }): boolean {
  return operation === 'matvec' || operation === 'matmul';
}

/**
 * Numbers that must agree: |actual[i] − expected[i]| ≤ tolerance · scale[i] for every i.
 * A scale of 0 demands equality.
 */
export interface Comparison {
  /** "every element", "Freivalds", "sampled elements". */
  readonly method: string;
  readonly actual: ArrayLike<number>;
  readonly expected: ArrayLike<number>;
  readonly scale: ArrayLike<number>;
}

/** The mathematics: kernels of one operation are comparable on one problem. */
export interface Operation {
  readonly id: OperationId;
  readonly label: string;
  usefulFlops(problem: Problem): number;
  /**
   * @param storedBytes what the encoding of A takes, without padding (Format.storedBytes)
   * @param wholeRhs whether the encoding makes every row of the right-hand side an input, as a dense one does; otherwise
   *   only the rows that meet a nonzero column of A count. Default false.
   */
  compulsoryBytes(problem: Problem, storedBytes: number, wholeRhs?: boolean): number;
  /** Length of the result in elements. */
  outputLength(problem: Problem): number;
  /** The result in f64, computed the plain way. */
  reference(problem: Problem): Float64Array;
  /** Σ|a||x| for every output element: what rounding errors scale with. */
  errorScale(problem: Problem): Float64Array;
  /**
   * Where comparing every element with `reference` costs too much (large products): cheaper comparisons that still see
   * a wrong element. Null: compare every element.
   */
  spotChecks?(problem: Problem, output: ArrayLike<number>, seed: number): Comparison[] | null;
}
