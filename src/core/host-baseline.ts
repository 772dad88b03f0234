import type { Encoded, FormatId } from './format.ts';
import type { OperationId } from './operation.ts';
import type { Problem } from './problem.ts';

/** Plain JavaScript on the same problem, timed on the host: what the GPU has to beat to be worth the trip. */
export interface HostBaseline {
  /** "host/js-csr". */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly operation: OperationId;
  readonly format: FormatId;
  readonly tolerance: number;
  readonly source: string;
  /** Everything that is not to be timed happens here. The function returns the output, the same array every time. */
  prepare(problem: Problem, encoded: Encoded): () => Float64Array | Float32Array;
}
