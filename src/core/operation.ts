import type { Format } from './format.ts';
import type { Problem, ProblemFacts, ProblemSpec } from './problem.ts';

/**
 * The name of a file `operations/<id>.operation.ts`. `matvec` y = A·x, `matmul` C = A·B, `decode` one transformer block for
 * one token; the others are probes of one resource of the device, `ladder` of two at once (bytes read, and multiply-adds
 * on each).
 */
export type OperationId = string;

/** Whether it multiplies a matrix; the others load one resource. */
export function isProduct({ operation }: { readonly operation: OperationId }): boolean {
  return operation === 'matvec' || operation === 'matmul';
}

/**
 * Numbers that must agree: |actual[i] − expected[i]| ≤ tolerance · scale[i] + flushing[i] for every i.
 * A scale of 0 demands equality.
 */
export interface Comparison {
  /** "every element", "Freivalds", "sampled elements". */
  readonly method: string;
  readonly actual: ArrayLike<number>;
  readonly expected: ArrayLike<number>;
  readonly scale: ArrayLike<number>;
  /** See Operation.flushing. Asked for only where something is beyond the tolerance. */
  flushing?(): ArrayLike<number>;
}

export type ProblemSize = Pick<ProblemFacts, 'rowCount' | 'columnCount' | 'rhsColumnCount' | 'nnz'>;

/** How kernels of an operation are tried before sizes are chosen. */
export interface PilotScale {
  /**
   * Problems of growing size; a kernel is tried on one after another until a dispatch is long enough.
   * @param isForActiveInputs whether the kernel is made for a sparse x
   */
  ladder(format: Pick<Format, 'family' | 'lossy'>, isForActiveInputs?: boolean): readonly ProblemSpec[];
  /** `stream`: over weights beyond the last cache, as when the operation is judged. `hot`: over one copy. */
  readonly cache: 'stream' | 'hot';
  /** What the time of a large problem grows with: the multiply-adds that the format makes a kernel execute. */
  workUnits(size: ProblemSize, format: Pick<Format, 'family'>): number;
}

/**
 * The mathematics: kernels of one operation are comparable on one problem. What the tests need of it (a case counted by
 * hand, nasty problems) stands beside it, in `<id>.contract.ts`.
 */
export interface Operation {
  readonly id: OperationId;
  readonly label: string;
  /** Null for probes and others whose time no suite asks for in advance. */
  readonly pilot: PilotScale | null;
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
   * Most that each output element may change by where subnormal numbers are flushed to zero, as WGSL allows. Absent where
   * no input of the operation comes near them.
   * @param smallestNormal of the type that A is stored in
   */
  flushing?(problem: Problem, smallestNormal: number): Float64Array;
  /**
   * Where comparing every element with `reference` costs too much (large products): cheaper comparisons that still see
   * a wrong element. Null: compare every element.
   */
  spotChecks?(problem: Problem, output: ArrayLike<number>, seed: number): Comparison[] | null;
  /** What spotChecks would compare, without comparing it: the method that a record names, and how many elements. */
  spotCheckSize?(problem: Problem): { readonly method: string; readonly elementCount: number } | null;
}
