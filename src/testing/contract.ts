import type { Format } from '../core/format.ts';
import type { Matrix, Problem } from '../core/problem.ts';

/**
 * What the contract of the catalogue needs to know of an operation or a format. It stands beside what it is about, as the
 * default export of `operations/<id>.contract.ts` or `formats/<name>.contract.ts`, and only tests load it: the page does
 * not. Numbers are counted by hand, and written down so that a reader can count them again.
 */

/** At most: a case must not take a software adapter long. */
export const LARGEST_ROWS = 70_001;
export const LARGEST_ELEMENTS = 300_000;

export interface OperationContract {
  /** So small that its work can be counted by hand, and that every kernel of the operation runs it on any device. */
  readonly handCounted: {
    readonly problem: Problem;
    readonly usefulFlops: number;
    /**
     * @param storedBytes what the format's contract counts for HAND; NaN for a problem with another matrix, whose bytes are
     *   the operation's to count
     */
    compulsoryBytes(storedBytes: number, format: Pick<Format, 'family' | 'byColumns'>): number;
  };
  /** Problems that break kernels; the id of each says what it is. Run with the kernel's defaults. */
  nasty(): readonly Problem[];
  /** Every value of every tunable is tried on each: blocks that end unevenly, several of them. */
  tuned(): readonly [Problem, Problem, ...Problem[]];
  /**
   * The first is cut over bindings, folded over workgroup dimensions, and diluted to every share; the others are diluted to
   * a half. Far more than the resident set of a diluted kernel where the operation has kernels that are dilutable.
   */
  divided(): readonly [Problem, ...Problem[]];
  /** The problem with that matrix, so that formats can bring nasty ones of their own; absent where problems are no matrices. */
  ofMatrix?(name: string, a: Matrix): Problem;
}

export interface FormatContract {
  /** HAND where the format takes any matrix. */
  readonly handCounted: { readonly a: Matrix; readonly storedBytes: number };
  /** Of lossy formats: half a step where it is widest, from the largest magnitude of the matrix. */
  largestError?(largest: number): number;
  /** Matrices that break this format beyond those which break any, with what each is. */
  nasty(): readonly NamedMatrix[];
  /** In place of those of operations, where the format refuses them: what tunables are tried on, and what is cut and diluted. */
  readonly fitting?: { tuned(): readonly [NamedMatrix, NamedMatrix]; divided(): readonly NamedMatrix[] };
}

type NamedMatrix = readonly [name: string, a: Matrix];
