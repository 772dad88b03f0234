/** Helpers of this folder's tests. */
import { expect } from 'vitest';
import { InvalidFileError } from '../core/errors.ts';
import type { Matrix, ProblemGenerator, SparseMatrix } from '../core/problem.ts';
import { readMatrix } from './files/read-matrix.ts';

export const GENERATORS = Object.values(
  import.meta.glob<ProblemGenerator>('./**/*.problem.ts', { eager: true, import: 'default' }),
);

export function generatorOf(id: string): ProblemGenerator {
  const found = GENERATORS.find(generator => generator.id === id);
  if (found === undefined) throw new Error(`no generator ${id}`);
  return found;
}

export async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** @param text one character a byte */
export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, character => character.charCodeAt(0));
}

export function read(text: string | Uint8Array, fileName = 'a.mtx', chunkSize = 7, seed = 1) {
  const bytes = typeof text === 'string' ? bytesOf(text) : text;
  return readMatrix(inChunks(bytes, chunkSize), { fileName, byteLength: bytes.length, seed });
}

/** Rows of numbers, zeros filled in. */
export function toRows(a: Matrix): number[][] {
  if (a.kind === 'dense') {
    return Array.from({ length: a.rowCount }, (_, row) =>
      Array.from(a.values.subarray(row * a.columnCount, (row + 1) * a.columnCount)),
    );
  }
  return Array.from({ length: a.rowCount }, (_, row) => {
    const cells = new Array<number>(a.columnCount).fill(0);
    for (let i = a.rowPointers[row]!; i < a.rowPointers[row + 1]!; i++)
      cells[a.columnIndices[i]!] = a.values[i]!;
    return cells;
  });
}

/** What SparseMatrix promises, or the first promise broken. */
export function whyNotCanonical(a: SparseMatrix): string | null {
  if (a.rowPointers.length !== a.rowCount + 1) return 'row pointers: wrong number';
  if (a.rowPointers[0] !== 0) return 'row pointers: first is not 0';
  if (a.rowPointers[a.rowCount] !== a.values.length) return 'row pointers: last is not the nnz';
  if (a.columnIndices.length !== a.values.length) return 'columns and values differ in number';
  for (let row = 0; row < a.rowCount; row++) {
    const end = a.rowPointers[row + 1]!;
    if (end < a.rowPointers[row]!) return `row pointers fall at ${row}`;
    for (let i = a.rowPointers[row]!; i < end; i++) {
      if (a.columnIndices[i]! >= a.columnCount) return `column out of range in row ${row}`;
      if (i > a.rowPointers[row]! && a.columnIndices[i]! <= a.columnIndices[i - 1]!) {
        return `columns not ascending in row ${row}`;
      }
    }
  }
  return a.values.every(Number.isFinite) ? null : 'a value is not finite';
}

/** Rows of a file that was read, whose matrix must be canonical. */
export async function rowsOf(text: string): Promise<number[][]> {
  const { matrix } = await read(text);
  if (matrix.kind === 'sparse') expect(whyNotCanonical(matrix)).toBeNull();
  return toRows(matrix);
}

/** The message with which a file is refused. */
export async function refusal(text: string | Uint8Array, fileName = 'a.mtx', chunkSize = 7): Promise<string> {
  try {
    await read(text, fileName, chunkSize);
  } catch (error) {
    if (error instanceof InvalidFileError) return error.message;
    throw error;
  }
  throw new Error('was accepted');
}
