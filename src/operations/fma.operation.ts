import type { Operation } from '../core/operation.ts';
import type { Problem } from '../core/problem.ts';
import { countOf, wordsOf } from './probe-problem.ts';

function startsOf(problem: Problem): Float32Array {
  const words = wordsOf(problem);
  return new Float32Array(words.buffer, words.byteOffset, words.length);
}

/** A loop: Float64Array.from takes ten times as long for millions of chains. */
function endsOf(problem: Problem, endOf: (c: number, length: number) => number): Float64Array {
  const starts = startsOf(problem);
  const length = countOf(problem, 'length');
  const ends = new Float64Array(starts.length);
  for (let i = 0; i < starts.length; i++) ends[i] = endOf(starts[i]!, length);
  return ends;
}

/** From here on a chain is at its cycle: 0.8^128 of the start is left, far less than f64 tells apart from it. */
const SETTLED_STEPS = 256;

/** The last z of z ← z·z − c, begun at z = c − 1. */
function lastOf(c: number, length: number): number {
  if (length >= SETTLED_STEPS) {
    // The two solutions of z = (z·z − c)² − c that are none of z = z·z − c.
    const root = Math.sqrt(4 * c - 3);
    return length % 2 === 0 ? (root - 1) / 2 : (-root - 1) / 2;
  }
  let z = c - 1;
  for (let step = 0; step < length; step++) z = z * z - c;
  return z;
}

/**
 * x + y after `length` steps x ← x + c·y, y ← y − c·x in turns, begun at (1, 0): the chains of probe/fma-rotation. Two
 * steps are the matrix M = [[1, c], [−c, 1 − c²]] of determinant 1, so that Mⁿ = U(n−1)·M − U(n−2)·1 by the Chebyshev
 * polynomials of half its trace, which binary powers give without a loop over the steps.
 */
function rotatedEnd(c: number, length: number): number {
  const cosine = 1 - (c * c) / 2;
  const n = Math.floor(length / 2);
  // T(n) and U(n−1), from the highest bit of n to its lowest.
  let t = 1;
  let u = 0;
  for (let place = 31 - Math.clz32(n); place >= 0; place--) {
    u = 2 * t * u;
    t = 2 * t * t - 1;
    if (((n >>> place) & 1) === 1) {
      const next = t + cosine * u;
      t = cosine * t - (1 - cosine * cosine) * u;
      u = next;
    }
  }
  // U(n−2) = cosine · U(n−1) − T(n).
  const y = -c * u;
  const x = u - cosine * u + t + (length % 2) * c * y;
  return x + y;
}

/** Several launches are compared with them, before and after they are timed. */
const knownEnds = new WeakMap<Problem, Float64Array>();

/** The ends of all chains of that kind, in f64. */
export function rotatedEnds(problem: Problem): Float64Array {
  const ends = knownEnds.get(problem) ?? endsOf(problem, rotatedEnd);
  knownEnds.set(problem, ends);
  return ends;
}

/**
 * One chain z ← z·z − c per word c in [0.8, 1.2). There z tends to a cycle of two values, so it always changes, stays
 * between −1.3 and 0.3, cannot be folded, and forgets rounding errors: two steps multiply an error by |4(1 − c)| ≤ 0.8.
 * Any length can therefore be compared with f64. The price: from some 100 steps on the result tells only whether the
 * number of steps was odd, so that all steps are made is shown on short chains.
 */
const fma: Operation = {
  id: 'fma',
  label: 'multiply-add',
  pilot: null,
  usefulFlops: problem => 2 * wordsOf(problem).length * countOf(problem, 'length'),
  compulsoryBytes: (problem, storedBytes) => storedBytes + 4 * wordsOf(problem).length,
  outputLength: problem => wordsOf(problem).length,
  reference: problem => endsOf(problem, lastOf),
  errorScale: problem => new Float64Array(wordsOf(problem).length).fill(1),
};

export default fma;
