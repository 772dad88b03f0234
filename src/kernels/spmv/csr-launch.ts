import type { Launch, LaunchRequest } from '../../core/kernel.ts';
import type { Work } from '../../core/work.ts';
import csr from '../../formats/csr.format.ts';
import operation from '../../operations/matvec.operation.ts';
import { csrSlabs } from './csr-slabs.ts';
import { type RowShape, rowLaunch } from './row-launch.ts';

type CsrShape = Omit<RowShape, 'work'> & Pick<CsrCounts, 'executedFlops' | 'valueBytes'>;

/** What the CSR kernels share whose threads own rows. */
export function csrLaunch(request: LaunchRequest, { executedFlops, valueBytes, ...shape }: CsrShape): Launch {
  const slabs = csrSlabs(request.encoded, request.limits).map(slab => ({
    ...slab,
    rowBytes: 4 + (8 * slab.nnz) / slab.rowCount,
  }));
  return rowLaunch(request, slabs, {
    ...shape,
    work: csrWork(request, { executedFlops, ...(valueBytes !== undefined && { valueBytes }) }),
  });
}

interface CsrCounts {
  readonly executedFlops: number;
  /** Beside the matrix, x and y. */
  readonly furtherBytes?: number;
  /** Of the values that are read; all where absent. */
  readonly valueBytes?: number;
}

export function csrWork(
  { problem, encoded }: LaunchRequest,
  { executedFlops, furtherBytes = 0, valueBytes }: CsrCounts,
): Work {
  const entries = encoded.arrays.values!.length;
  // A zero that a generator drew for a dense matrix is not stored, and nothing is done for it.
  const nnz = Math.min(problem.nnz, entries);
  const skipped = valueBytes === undefined ? 0 : 4 * entries - valueBytes;
  return {
    usefulFlops: operation.usefulFlops({ ...problem, nnz }),
    executedFlops,
    // A value that meets a zero of x need not be read.
    compulsoryBytes:
      operation.compulsoryBytes(problem, csr.storedBytes(problem.a, nnz)) -
      4 * (nnz - (problem.active?.nnz ?? nnz)),
    // As if no element of x were ever found in a cache: one word an entry.
    modelledBytes:
      csr.storedBytes(csr.decode(encoded)) - skipped + 4 * entries + 4 * encoded.rowCount + furtherBytes,
  };
}
