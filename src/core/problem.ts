/** What a kernel is asked to compute on, independent of any storage format. */

/** Row-major dense matrix, `values.length === rowCount * columnCount`. */
export interface DenseMatrix {
  readonly kind: 'dense';
  readonly rowCount: number;
  readonly columnCount: number;
  readonly values: Float32Array<ArrayBuffer>;
}

/**
 * Canonical sparse matrix: coordinates in row-major order with the rows compressed, no duplicates, columns ascending
 * within a row. Explicit zeros may occur (files have them): they are stored and executed, and are no nonzeros.
 */
export interface SparseMatrix {
  readonly kind: 'sparse';
  readonly rowCount: number;
  readonly columnCount: number;
  /** rowCount + 1 offsets; row i owns entries rowPointers[i] … rowPointers[i + 1] − 1. */
  readonly rowPointers: Uint32Array<ArrayBuffer>;
  readonly columnIndices: Uint32Array<ArrayBuffer>;
  readonly values: Float32Array<ArrayBuffer>;
}

export type Matrix = DenseMatrix | SparseMatrix;

/** Nonzeros per row. */
export interface RowStats {
  readonly min: number;
  readonly mean: number;
  readonly max: number;
  /** Rows without any nonzero. */
  readonly empty: number;
}

/** The operand x as a sparse vector: its elements that are not zero, and what of A meets them. */
export interface ActiveInputs {
  /** Ascending. */
  readonly indices: Uint32Array<ArrayBuffer>;
  /** Nonzeros of A in their columns: multiply-adds with both factors nonzero. */
  readonly nnz: number;
  /** Entries that A holds there, explicit zeros included. */
  readonly storedEntries: number;
}

export type ParamValue = number | string;

/** A recipe that always gives the same problem: `uniform(m=4096,n=4096,density=0.1)#1`. */
export interface ProblemSpec {
  readonly generator: string;
  readonly params: Readonly<Record<string, ParamValue>>;
  /** Unsigned 32-bit. */
  readonly seed: number;
}

export interface Problem {
  /** The printed spec, see address.ts. */
  readonly id: string;
  readonly spec: ProblemSpec;
  /** Dense label of the sparsity pattern ("uniform", "banded", a file name) for tables and charts. */
  readonly pattern: string;
  readonly a: Matrix;
  /** Row-major, a.columnCount × rhsColumnCount. For `matvec` one column. Empty for probes. */
  readonly rhs: Float32Array<ArrayBuffer>;
  readonly rhsColumnCount: number;
  /** Of a sparse x, whose other elements are 0 in `rhs`; absent where x is dense. */
  readonly active?: ActiveInputs;
  readonly nnz: number;
  /** Entries that A holds, explicit zeros and the zeros of a dense matrix included: at least nnz. */
  readonly storedEntries: number;
  readonly rowStats: RowStats;
}

/** The part of a problem that a record keeps. */
export interface ProblemFacts {
  readonly pattern: string;
  readonly rowCount: number;
  readonly columnCount: number;
  readonly rhsColumnCount: number;
  readonly nnz: number;
  /** Entries that the matrix held; absent where none of them was zero. */
  readonly storedEntries?: number;
  /** Of a sparse x: elements that are not zero, and nonzeros of A in their columns. Absent where x is dense. */
  readonly activeInputs?: number;
  readonly activeNnz?: number;
  /** nnz ÷ (rowCount · columnCount). */
  readonly density: number;
  readonly rowStats: RowStats;
}

/** One named number or word a generator takes. */
export interface ParamSpec {
  readonly meaning: string;
  /** The parameter is one of these words; the generator is handed its index, and range and integer are those of it. */
  readonly words?: readonly string[];
  readonly minimum: number;
  readonly maximum: number;
  readonly integer: boolean;
  /** Absent: the parameter must be given. */
  readonly fallback?: number;
  /** May be left out; the problem then has no such parameter. */
  readonly optional?: true;
}

/** What a generator returns; the catalogue adds id, facts and checks the shape. */
export interface GeneratedProblem {
  readonly a: Matrix;
  readonly rhs: Float32Array<ArrayBuffer>;
  readonly rhsColumnCount: number;
}

/** One sparsity pattern or data set, in `problems/<id>.problem.ts`. */
export interface ProblemGenerator {
  readonly id: string;
  readonly label: string;
  /** One sentence: what the pattern models. */
  readonly description: string;
  readonly params: Readonly<Record<string, ParamSpec>>;
  /** Makes an array for probes, which nothing is multiplied with. */
  readonly isProbe?: true;
  /** Deterministic: integers and + − × ÷ √ only, so that every engine makes the same matrix. */
  generate(params: Readonly<Record<string, number>>, seed: number): GeneratedProblem;
  /** Exact or expected number of nonzeros, for sizing a plan without making the matrix. */
  expectedNnz(params: Readonly<Record<string, number>>): number;
}

/** How many entries there are, of which kind, and where. */
export type EntryCounts = Pick<Problem, 'nnz' | 'storedEntries' | 'rowStats'>;

/** Of a matrix whose generator says where the nonzeros are: a value that happens to be drawn as 0 is one of them. */
export function entriesAsStored(a: Matrix): EntryCounts {
  const lengthOf =
    a.kind === 'dense' ? () => a.columnCount : (row: number) => a.rowPointers[row + 1]! - a.rowPointers[row]!;
  return countRows(a, lengthOf);
}

/** Of a matrix from elsewhere: only what is not zero is a nonzero. */
export function entriesByValue(a: Matrix): EntryCounts {
  const { values } = a;
  const startOf =
    a.kind === 'dense' ? (row: number) => row * a.columnCount : (row: number) => a.rowPointers[row]!;
  return countRows(a, row => {
    const end = startOf(row + 1);
    let nonzeros = 0;
    for (let e = startOf(row); e < end; e++) if (values[e] !== 0) nonzeros++;
    return nonzeros;
  });
}

function countRows(a: Matrix, nonzerosIn: (row: number) => number): EntryCounts {
  let nnz = 0;
  let min = a.rowCount === 0 ? 0 : Number.POSITIVE_INFINITY;
  let max = 0;
  let empty = 0;
  for (let row = 0; row < a.rowCount; row++) {
    const nonzeros = nonzerosIn(row);
    nnz += nonzeros;
    if (nonzeros < min) min = nonzeros;
    if (nonzeros > max) max = nonzeros;
    if (nonzeros === 0) empty++;
  }
  const storedEntries = a.kind === 'dense' ? a.rowCount * a.columnCount : a.values.length;
  return { nnz, storedEntries, rowStats: { min, mean: a.rowCount === 0 ? 0 : nnz / a.rowCount, max, empty } };
}

export function factsOf(problem: Problem): ProblemFacts {
  const { rowCount, columnCount } = problem.a;
  const cells = rowCount * columnCount;
  const { nnz, storedEntries, active } = problem;
  return {
    pattern: problem.pattern,
    rowCount,
    columnCount,
    rhsColumnCount: problem.rhsColumnCount,
    nnz,
    ...(storedEntries > nnz && { storedEntries }),
    ...(active && { activeInputs: active.indices.length, activeNnz: active.nnz }),
    density: cells === 0 ? 0 : nnz / cells,
    rowStats: problem.rowStats,
  };
}

/**
 * Words after which the array of the FLOP ladder repeats itself, so that its reference need not go through all of it:
 * a prime number of the probes' chunks of 8192 words. A kernel that is off by a power of two then meets other words.
 */
export const LADDER_PERIOD = 131 * 8192;
