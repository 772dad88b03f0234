import type { Comparison } from '../core/operation.ts';
import type { Problem } from '../core/problem.ts';
import { createRandom, type Random } from '../core/random.ts';
import { timesVector, timesVectorAbsolute } from './product.ts';

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
 * @returns one row of C·r after the other, vector by vector
 */
export function freivalds(problem: Problem, output: ArrayLike<number>, seed: number): Comparison {
  const { a, rhs, rhsColumnCount: n } = problem;
  const length = a.rowCount * VECTOR_COUNT;
  const actual = new Float64Array(length);
  const expected = new Float64Array(length);
  const scale = new Float64Array(length);
  const random = createRandom(seed, RANDOM_STREAM);
  for (let v = 0; v < VECTOR_COUNT; v++) {
    const r = randomVector(n, random);
    const at = v * a.rowCount;
    actual.set(timesVector({ kind: 'dense', rowCount: a.rowCount, columnCount: n, values: output }, r), at);
    const b = { kind: 'dense' as const, rowCount: a.columnCount, columnCount: n, values: rhs };
    expected.set(timesVector(a, timesVector(b, r)), at);
    scale.set(timesVectorAbsolute(a, weightedRowNorms(rhs, a.columnCount, r)), at);
  }
  return { method: 'Freivalds', actual, expected, scale };
}

function randomVector(length: number, random: Random): Float64Array {
  return new Float64Array(length).map(() => {
    const signed = random.signed();
    return signed < 0 ? signed - 0.5 : signed + 0.5;
  });
}

/** √Σ_j (b_kj·r_j)² for every row k of B. */
function weightedRowNorms(b: Float32Array, rowCount: number, r: Float64Array): Float64Array {
  const norms = new Float64Array(rowCount);
  for (let k = 0; k < rowCount; k++) {
    let squares = 0;
    for (let j = 0; j < r.length; j++) {
      const value = b[k * r.length + j]! * r[j]!;
      squares += value * value;
    }
    norms[k] = Math.sqrt(squares);
  }
  return norms;
}
