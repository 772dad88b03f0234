import type { Problem } from '../core/problem.ts';

/** Entries of the longest row as it is stored: formats keep zeros that a file brings, and rowStats counts nonzeros. */
export function longestStoredRow({
  a,
  nnz,
  storedEntries,
  rowStats,
}: Pick<Problem, 'a' | 'nnz' | 'storedEntries' | 'rowStats'>): number {
  if (a.kind === 'dense' || storedEntries === nnz) return rowStats.max;
  let longest = 0;
  for (let row = 0; row < a.rowCount; row++)
    longest = Math.max(longest, a.rowPointers[row + 1]! - a.rowPointers[row]!);
  return longest;
}
