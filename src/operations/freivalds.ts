import type { Comparison } from '../core/operation.ts';
import type { Problem } from '../core/problem.ts';
import { createRandom } from '../core/random.ts';
import { product } from './product.ts';

/** Random vectors a check uses: what cancels under one rarely cancels under all. */
const VECTOR_COUNT = 4;
const RANDOM_STREAM = 0x46726569;

/**
 * Freivalds' check of C = A·B: C·r against A·(B·r) in f64 for several random r, which reads every element of C once
 * instead of multiplying again. Entries of r are ±[0.5, 1.5), so a single wrong element always shows, and two errors
 * that would cancel under ±1 (a swap within a row) do not.
 *
 * Scale: rounding errors of the elements of a row are independent of r, so their sum grows like the root of its sum of
 * squares: √Σ_j (r_j·Σ_k|a_ik||b_kj|)² ≤ Σ_k |a_ik|·√Σ_j (r_j·b_kj)², which needs no second product.
 * (The plain bound Σ_j would be √N times looser and miss a single wrong element at N = 4096.)
 *
 * Source: R. Freivalds, Probabilistic machines can use less running time (1977).
 * @param output row-major C, problem.a.rowCount × problem.rhsColumnCount
 */
export function freivalds(problem: Problem, output: ArrayLike<number>, seed: number): Comparison {
  const { a, rhs, rhsColumnCount: n } = problem;
  const vectors = randomVectors(n, seed);
  const actual = timesVectors(output, a.rowCount, n, vectors);
  const expected = product(a, timesVectors(rhs, a.columnCount, n, vectors), VECTOR_COUNT);
  const scale = product(a, rowNorms(rhs, a.columnCount, n, vectors), VECTOR_COUNT, true);
  return { method: 'Freivalds', actual, expected, scale };
}

/** n × VECTOR_COUNT, row-major. */
function randomVectors(n: number, seed: number): Float64Array {
  const random = createRandom(seed, RANDOM_STREAM);
  return Float64Array.from({ length: n * VECTOR_COUNT }, () => {
    const signed = random.signed();
    return signed < 0 ? signed - 0.5 : signed + 0.5;
  });
}

/** Row-major rowCount × n times n × VECTOR_COUNT. */
function timesVectors(
  values: ArrayLike<number>,
  rowCount: number,
  n: number,
  vectors: Float64Array,
): Float64Array {
  return product({ kind: 'dense', rowCount, columnCount: n, values }, vectors, VECTOR_COUNT);
}

/** √Σ_j (b_kj·r_j)² for every row k and vector r. */
function rowNorms(b: Float32Array, rowCount: number, n: number, vectors: Float64Array): Float64Array {
  const norms = new Float64Array(rowCount * VECTOR_COUNT);
  for (let k = 0; k < rowCount; k++) {
    for (let j = 0; j < n; j++) {
      const value = b[k * n + j]!;
      for (let v = 0; v < VECTOR_COUNT; v++) {
        norms[k * VECTOR_COUNT + v]! += (value * vectors[j * VECTOR_COUNT + v]!) ** 2;
      }
    }
  }
  return norms.map(Math.sqrt);
}
