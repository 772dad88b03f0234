import type { OkRecord } from '../../core/record/record.ts';
import { hasSparseInput, isSparse } from '../evidence/usable.ts';

/**
 * Bytes of a sparse product where x is counted for every nonzero that reads it, as papers on merge-based kernels do: 12 B/nnz and 8 B
 * a row for CSR in f32 and u32. Compulsory bytes count x once. Of other formats all columns are taken to be touched, which
 * is wrong by 4 B for each that is not. Null of what is no such product.
 */
export function xPerNonzeroBytes(record: OkRecord): number | null {
  const { operation, format, problem, work } = record;
  const { nnz, rowCount, columnCount } = problem;
  if (operation !== 'matvec' || !isSparse(record) || hasSparseInput(record) || nnz === 0) return null;
  if (format === 'csr-f32') return 12 * nnz + 4 * (rowCount + 1) + 4 * rowCount;
  return work.compulsoryBytes + 4 * (nnz - Math.min(nnz, columnCount));
}
