import { entriesByValue, type Matrix, type Problem, type SparseMatrix } from '../core/problem.ts';
import { createRandom, fillSigned } from '../core/random.ts';

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
    ...entriesByValue(a),
  };
}

/** The same under a name, which messages then show. */
export function named(name: string, a: Matrix, rhsColumnCount = 1): Problem {
  return { ...problemOf(a, rhsColumnCount), id: name };
}

/** The same with an x that is 0 but at some places. */
export function activeAt(name: string, a: SparseMatrix, active: readonly number[]): Problem {
  const problem = named(name, a);
  const kept = problem.rhs.map((value, i) => (active.includes(i) ? value : 0));
  const reached = Array.from(a.columnIndices, (column, entry) => ({ column, value: a.values[entry] })).filter(
    ({ column }) => active.includes(column),
  );
  const nnz = reached.filter(({ value }) => value !== 0).length;
  const indices = Uint32Array.from(active);
  return { ...problem, rhs: kept, active: { indices, nnz, storedEntries: reached.length } };
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
