import type { Resource } from '../../core/kernel.ts';
import type { Problem } from '../../core/problem.ts';

/** A column and its value; as many bytes as the two ends of the column. */
export const INPUT_BYTES = 8;

/** Columns of the elements of x that are listed: the active ones, or all of a dense x. */
export function listedColumns({ active, a }: Problem): Uint32Array {
  return active?.indices ?? Uint32Array.from({ length: a.columnCount }, (_, column) => column);
}

/** Pairs of a column (u32) and the element of x there (f32), ascending. */
export function inputList(problem: Problem): Resource {
  const columns = listedColumns(problem);
  const words = new Uint32Array(2 * columns.length);
  const floats = new Float32Array(words.buffer);
  columns.forEach((column, i) => {
    words[2 * i] = column;
    floats[2 * i + 1] = problem.rhs[column]!;
  });
  const byteLength = Math.max(INPUT_BYTES, words.byteLength);
  return { name: 'inputs', role: 'input', data: words, byteLength };
}
