import type { Comparison } from '../../core/operation.ts';
import type { Problem } from '../../core/problem.ts';
import { createRandom, type Random } from '../../core/random.ts';
import { flushedTerms, subnormals } from './flushing.ts';
import { timesVector, timesVectorAbsolute } from './product.ts';

/** Random vectors a check uses: what cancels under one rarely cancels under the other. */
export const FREIVALDS_VECTORS = 2;
const RANDOM_STREAM = 0x46726569;

/** What one check compares C·r with, made once a problem and seed. */
interface Expectation {
  readonly seed: number;
  readonly vectors: readonly Float64Array<ArrayBuffer>[];
  /** A·(B·r) and its scale, one row after the other, vector by vector. */
  readonly expected: Float64Array<ArrayBuffer>;
  readonly scale: Float64Array<ArrayBuffer>;
}

/** Kept as long as the problem: it is checked before and after the timed batches, by every kernel. */
const expectations = new WeakMap<Problem, Expectation>();

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
  const { a, rhsColumnCount: n } = problem;
  const { vectors, expected, scale } = expectationOf(problem, seed);
  const actual = new Float64Array(expected.length);
  const c = { kind: 'dense' as const, rowCount: a.rowCount, columnCount: n, values: output };
  for (const [v, r] of vectors.entries()) actual.set(timesVector(c, r), v * a.rowCount);
  const flushing = () => flushedAlong(problem, vectors);
  return { method: 'Freivalds', actual, expected, scale, flushing };
}

/** Most that flushing may change C·r by: what it may change each element by, weighted with |r|. */
function flushedAlong(problem: Problem, vectors: Expectation['vectors']): Float64Array {
  const { a, rhs, rhsColumnCount: n } = problem;
  const b = { kind: 'dense' as const, rowCount: a.columnCount, columnCount: n };
  const flushed = new Float64Array(a.rowCount * vectors.length);
  for (const [v, r] of vectors.entries()) {
    const terms = flushedTerms(a.columnCount) * r.reduce((sum, value) => sum + Math.abs(value), 0);
    const ofA = timesVectorAbsolute(
      { ...a, values: subnormals(a.values) },
      timesVectorAbsolute({ ...b, values: rhs }, r),
    );
    const ofB = timesVectorAbsolute(a, timesVectorAbsolute({ ...b, values: subnormals(rhs) }, r));
    flushed.set(
      ofA.map((loss, i) => loss + ofB[i]! + terms),
      v * a.rowCount,
    );
  }
  return flushed;
}

function expectationOf(problem: Problem, seed: number): Expectation {
  const known = expectations.get(problem);
  if (known?.seed === seed) return known;
  const { a, rhs, rhsColumnCount: n } = problem;
  const random = createRandom(seed, RANDOM_STREAM);
  // Of one column one vector says everything.
  const vectors = Array.from({ length: Math.min(FREIVALDS_VECTORS, n) }, () => randomVector(n, random));
  const b = { kind: 'dense' as const, rowCount: a.columnCount, columnCount: n, values: rhs };
  const expected = new Float64Array(a.rowCount * vectors.length);
  const scale = new Float64Array(a.rowCount * vectors.length);
  for (const [v, r] of vectors.entries()) {
    expected.set(timesVector(a, timesVector(b, r)), v * a.rowCount);
    scale.set(timesVectorAbsolute(a, weightedRowNorms(rhs, a.columnCount, r)), v * a.rowCount);
  }
  const fresh = { seed, vectors, expected, scale };
  expectations.set(problem, fresh);
  return fresh;
}

function randomVector(length: number, random: Random): Float64Array<ArrayBuffer> {
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
