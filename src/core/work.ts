/** The four counts of METHOD: what one execution of a launch (all its stages) does. */
export interface Work {
  /** GEMM 2·M·N·K, GEMV 2·M·K, SpMV 2·nnz. A multiply-add is two. */
  readonly usefulFlops: number;
  /** With padding and stored zeros. */
  readonly executedFlops: number;
  /** Every input element read once, every output written once, in the stored type, indices included. */
  readonly compulsoryBytes: number;
  /** This kernel's own traffic, under the assumption its header states. */
  readonly modelledBytes: number;
}

/** FLOP per byte; n/a (null) where nothing is moved. */
export function arithmeticIntensity(work: Work): number | null {
  return work.compulsoryBytes === 0 ? null : work.usefulFlops / work.compulsoryBytes;
}
