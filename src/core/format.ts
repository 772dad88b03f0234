import type { Matrix, SparseMatrix } from './problem.ts';

export type FormatId = string;

/** What a stored value is made of: `u32` where bits stand for themselves. */
export type ValueType = 'f32' | 'f16' | 'i8' | 'i4' | 'u32';

export type EncodedArray = Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** A matrix in one storage format, made once per (problem, format) and shared by kernels. */
export interface Encoded {
  readonly format: FormatId;
  readonly rowCount: number;
  readonly columnCount: number;
  readonly arrays: Readonly<Record<string, EncodedArray>>;
  /** Format-specific integers such as a padded row stride, in elements. */
  readonly meta: Readonly<Record<string, number>>;
}

export interface Format {
  readonly id: FormatId;
  readonly label: string;
  /** Family decides the colour in every chart. */
  readonly family: 'dense' | 'csr' | 'sparse-other' | 'probe';
  /** Type of a stored value, as kernels name it; "u32" of a probe's words. */
  readonly valueType: ValueType;
  /** Where the format is described. */
  readonly source: string;
  /** A product reads the columns of the inputs that are not zero, and those from a list. */
  readonly byColumns?: true;
  /** Rounds the values: a kernel's reference is then computed on what decode(encode(a)) gives. */
  readonly lossy?: true;
  /** True, or why this matrix should not be stored so (a skip with a reason, not a crash). */
  admissible(a: Matrix): true | string;
  encode(a: Matrix): Encoded;
  /**
   * What encode gives in size, and where rows begin; columns, bits and values may be missing: for who plans, and wants the
   * sizes of problems that are never made. Where encoding takes long.
   */
  outline?(a: SparseMatrix): Encoded;
  /** At most so many cells are stored for each entry; absent where as many as there are entries, or cells, always are. */
  readonly mostPadding?: number;
  decode(encoded: Encoded): Matrix;
  /**
   * Bytes the format needs for A, indices included, padding for alignment excluded.
   * @param entryCount of a sparse format: as if A had so many entries; default: those that its encoding holds
   */
  storedBytes(a: Matrix, entryCount?: number): number;
}
