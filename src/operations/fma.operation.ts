import type { Operation } from '../core/operation.ts';
import type { Problem } from '../core/problem.ts';
import { countOf, wordsOf } from './probe-problem.ts';

function startsOf(problem: Problem): Float32Array {
  const words = wordsOf(problem);
  return new Float32Array(words.buffer, words.byteOffset, words.length);
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
  reference(problem) {
    const length = countOf(problem, 'length');
    return Float64Array.from(startsOf(problem), c => lastOf(c, length));
  },
  errorScale: problem => new Float64Array(wordsOf(problem).length).fill(1),
};

export default fma;
