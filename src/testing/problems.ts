import type { DenseMatrix, Matrix, Problem, SparseMatrix } from '../core/problem.ts';
import { entriesAsStored, entriesByValue } from '../core/problem.ts';
import { createRandom, fillSigned } from '../core/random.ts';
import { sparse } from './matrices.ts';

/** The matrix times a random vector. */
export function matvecProblem(name: string, a: Matrix): Problem {
  const rhs = new Float32Array(a.columnCount);
  fillSigned(rhs, createRandom(a.columnCount, 1));
  return {
    id: name,
    spec: { generator: name, params: {}, seed: 0 },
    pattern: name,
    a,
    rhs,
    rhsColumnCount: 1,
    ...entriesByValue(a),
  };
}

/** Rows of the given lengths, columns spread evenly over the row, values in [−1, 1). */
export function rowsOfLength(lengths: readonly number[], columnCount: number): SparseMatrix {
  const rowPointers = new Uint32Array(lengths.length + 1);
  lengths.forEach((length, row) => {
    rowPointers[row + 1] = rowPointers[row]! + length;
  });
  const nnz = rowPointers[lengths.length]!;
  const columnIndices = new Uint32Array(nnz);
  let next = 0;
  for (const [row, length] of lengths.entries()) {
    const offset = length < columnCount ? row % Math.floor(columnCount / Math.max(1, length)) : 0;
    for (let k = 0; k < length; k++) {
      columnIndices[next++] = Math.floor((k * columnCount) / length) + (length < columnCount ? offset : 0);
    }
  }
  const values = new Float32Array(nnz);
  fillSigned(values, createRandom(nnz, 2));
  return { kind: 'sparse', rowCount: lengths.length, columnCount, rowPointers, columnIndices, values };
}

/** As many rows, of the lengths that a function says. */
export function rowsOfLengths(
  rowCount: number,
  columnCount: number,
  lengthOf: (row: number) => number,
): SparseMatrix {
  return rowsOfLength(
    Array.from({ length: rowCount }, (_, row) => lengthOf(row)),
    columnCount,
  );
}

/** Of every group of four columns at most `kept` are filled, by turns, and in every fifth group one fewer. */
export function rowsInGroups(rowCount: number, columnCount: number, kept: number): SparseMatrix {
  const places: number[][] = [];
  for (let row = 0; row < rowCount; row++) {
    for (let first = 0; first < columnCount; first += 4) {
      const turn = row + first / 4;
      const count = kept - (turn % 5 === 4 ? 1 : 0);
      const chosen = Array.from({ length: count }, (_, k) => first + ((turn + k * (1 + (row % 2))) % 4));
      for (const column of chosen.sort((a, b) => a - b)) if (column < columnCount) places.push([row, column]);
    }
  }
  return sparse(rowCount, columnCount, places);
}

/** Every third value replaced by zero, the first of all too. */
export function withZeros<T extends Matrix>(a: T): T {
  return { ...a, values: a.values.map((value, i) => (i % 3 === 0 ? 0 : value)) };
}

/** Shapes that break kernels: what is empty, full, alone, or no multiple of anything. */
export function nastyMatrices(): readonly (readonly [string, SparseMatrix])[] {
  return [
    ['1 × 1', rowsOfLength([1], 1)],
    ['1 × 1 without nonzeros', rowsOfLength([0], 1)],
    ['no nonzeros at all', rowsOfLengths(70, 9, () => 0)],
    ['one long row', rowsOfLength([1009], 1013)],
    ['one column', rowsOfLengths(67, 1, row => row % 2)],
    ['empty rows first, last and between', rowsOfLength([0, 0, 3, 0, 5, 7, 0], 11)],
    ['one full row among short ones', rowsOfLengths(131, 257, row => (row === 77 ? 257 : row % 3))],
    ['rows of many lengths', rowsOfLengths(259, 127, row => (row * 37) % 103)],
    ['zeros stored among nonzeros', withZeros(rowsOfLengths(67, 131, row => row % 9))],
    ['one nonzero beside a stored zero', withZeros(rowsOfLength([1, 1], 3))],
  ];
}

/** A probe's problem: one dense row. */
export function probeProblem(
  values: Float32Array<ArrayBuffer>,
  params: Record<string, number> = {},
): Problem {
  const a: DenseMatrix = { kind: 'dense', rowCount: 1, columnCount: values.length, values };
  return {
    id: 'probe',
    spec: { generator: 'probe', params, seed: 0 },
    pattern: 'probe',
    a,
    rhs: new Float32Array(0),
    rhsColumnCount: 0,
    ...entriesAsStored(a),
  };
}

/** Random words that are finite as floats. */
export function randomWords(count: number, seed = 1): Float32Array<ArrayBuffer> {
  const random = createRandom(seed);
  const words = Uint32Array.from({ length: count }, () => random.uint32() & 0xbfffffff);
  return new Float32Array(words.buffer);
}
