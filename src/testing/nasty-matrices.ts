import { type Matrix, nnzOf, type Problem, rowStatsOf, type SparseMatrix } from '../core/problem.ts';
import { createRandom, fillSigned } from '../core/random.ts';

/** Matrices that break kernels: what each is called, and the matrix. */
export function nastyMatrices(): readonly (readonly [string, Matrix])[] {
  return [
    ['1 × 1', sparse(1, 1, [[0, 0]])],
    ['1 × 1 without nonzeros', sparse(1, 1, [])],
    ['no nonzeros', sparse(5, 3, [])],
    [
      'empty rows first, last and between',
      sparse(7, 5, [
        [1, 4],
        [3, 0],
        [3, 2],
        [5, 1],
      ]),
    ],
    ['one full row among empty ones', sparse(9, 301, row(4, 301))],
    ['one row', sparse(1, 1001, row(0, 1001))],
    [
      'one column',
      sparse(
        259,
        1,
        Array.from({ length: 259 }, (_, i) => [i, 0]),
      ),
    ],
    ['dense, 67 × 131', dense(67, 131)],
    ['dense, 130 × 64', dense(130, 64)],
  ];
}

/** The matrix with a random right-hand side. */
export function problemOf(a: Matrix, rhsColumnCount = 1): Problem {
  const rhs = new Float32Array(a.columnCount * rhsColumnCount);
  fillSigned(rhs, createRandom(7, 1));
  const spec = { generator: 'test', params: {}, seed: 7 };
  return {
    id: 'test',
    spec,
    pattern: 'test',
    a,
    rhs,
    rhsColumnCount,
    nnz: nnzOf(a),
    rowStats: rowStatsOf(a),
  };
}

export function dense(rowCount: number, columnCount: number): Matrix {
  const values = new Float32Array(rowCount * columnCount);
  fillSigned(values, createRandom(7, 0));
  return { kind: 'dense', rowCount, columnCount, values };
}

/** @param places [row, column], row-major */
export function sparse(
  rowCount: number,
  columnCount: number,
  places: readonly (readonly number[])[],
): SparseMatrix {
  const rowPointers = new Uint32Array(rowCount + 1);
  for (const [row] of places) rowPointers[row! + 1]!++;
  for (let i = 0; i < rowCount; i++) rowPointers[i + 1]! += rowPointers[i]!;
  const columnIndices = Uint32Array.from(places, ([, column]) => column!);
  const values = new Float32Array(places.length);
  fillSigned(values, createRandom(7, 0));
  return { kind: 'sparse', rowCount, columnCount, rowPointers, columnIndices, values };
}

function row(i: number, length: number): readonly (readonly number[])[] {
  return Array.from({ length }, (_, j) => [i, j]);
}
