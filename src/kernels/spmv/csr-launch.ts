import type { Launch, LaunchRequest } from '../../core/kernel.ts';
import type { Work } from '../../core/work.ts';
import csr from '../../formats/csr.format.ts';
import operation from '../../operations/matvec.operation.ts';
import { csrSlabs } from './csr-slabs.ts';
import { type RowShape, rowLaunch } from './row-launch.ts';

type CsrShape = Omit<RowShape, 'work'> & Pick<CsrCounts, 'executedFlops'>;

/** What the CSR kernels share whose threads own rows. */
export function csrLaunch(request: LaunchRequest, { executedFlops, ...shape }: CsrShape): Launch {
  const slabs = csrSlabs(request.encoded, request.limits).map(slab => ({
    ...slab,
    rowBytes: 4 + (8 * slab.nnz) / slab.rowCount,
  }));
  return rowLaunch(request, slabs, { ...shape, work: csrWork(request, { executedFlops }) });
}

interface CsrCounts {
  readonly executedFlops: number;
  /** Beside the matrix, x and y. */
  readonly furtherBytes?: number;
}

export function csrWork(
  { problem, encoded }: LaunchRequest,
  { executedFlops, furtherBytes = 0 }: CsrCounts,
): Work {
  const entries = encoded.arrays.values!.length;
  // A zero that a generator drew for a dense matrix is not stored, and nothing is done for it.
  const nnz = Math.min(problem.nnz, entries);
  return {
    usefulFlops: operation.usefulFlops({ ...problem, nnz }),
    executedFlops,
    compulsoryBytes: operation.compulsoryBytes(problem, csr.storedBytes(problem.a, nnz)),
    // As if no element of x were ever found in a cache: one word an entry.
    modelledBytes: csr.storedBytes(csr.decode(encoded)) + 4 * entries + 4 * encoded.rowCount + furtherBytes,
  };
}
