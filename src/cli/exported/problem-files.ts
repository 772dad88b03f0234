import { join } from 'node:path';
import type { ProblemSize } from '../../core/operation.ts';
import { factsOf, type Problem } from '../../core/problem.ts';
import { formatProblem } from '../../core/record/address.ts';
import csr from '../../formats/csr.format.ts';
import dense from '../../formats/dense.format.ts';
import matmul from '../../operations/matmul.operation.ts';
import matvec from '../../operations/matvec.operation.ts';
import { writeWhole } from '../../store/folder.ts';
import type { ExportedProblem } from './manifest.ts';
import { npyPieces } from './npy.ts';

const BYTES_PER_WORD = 4;

/** Bytes of a problem's files, headers left out. @param size its nnz being all entries that are written */
export function exportedBytes(
  { rowCount, columnCount, rhsColumnCount, nnz }: ProblemSize,
  kind: Problem['a']['kind'],
): number {
  const matrixWords = kind === 'dense' ? nnz : 2 * nnz + rowCount + 1;
  return BYTES_PER_WORD * (matrixWords + columnCount * rhsColumnCount);
}

/** Writes the arrays of one problem into a folder of its own, each file whole or not at all. @throws UserError */
export async function writeProblem(
  folder: string,
  subfolder: string,
  problem: Problem,
  signal: AbortSignal,
): Promise<ExportedProblem> {
  const { a, rhs, rhsColumnCount } = problem;
  const arrays: Record<string, string> = {};
  const write = async (name: string, values: Parameters<typeof npyPieces>[0], shape: readonly number[]) => {
    arrays[name] = `${subfolder}/${name}.npy`;
    await writeWhole(join(folder, subfolder, `${name}.npy`), npyPieces(values, shape), signal);
  };
  if (a.kind === 'dense') await write('a', a.values, [a.rowCount, a.columnCount]);
  else {
    await write('rowPointers', a.rowPointers, [a.rowCount + 1]);
    await write('columnIndices', a.columnIndices, [a.columnIndices.length]);
    await write('values', a.values, [a.values.length]);
  }
  await write('rhs', rhs, [a.columnCount, rhsColumnCount]);
  const operation = rhsColumnCount > 1 ? matmul : matvec;
  const format = a.kind === 'dense' ? dense : csr;
  return {
    address: formatProblem(problem.spec),
    spec: problem.spec,
    operation: rhsColumnCount > 1 ? 'matmul' : 'matvec',
    format: a.kind === 'dense' ? 'dense-f32' : 'csr-f32',
    facts: factsOf(problem),
    usefulFlops: operation.usefulFlops(problem),
    compulsoryBytes: operation.compulsoryBytes(
      problem,
      format.storedBytes(a, problem.nnz),
      a.kind === 'dense',
    ),
    arrays,
  };
}

/** "dense(m=8192,n=8192)#1" → "dense-m-8192-n-8192-1". */
export function folderName(problem: Problem): string {
  return formatProblem(problem.spec)
    .replace(/[^A-Za-z0-9._]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 120);
}
