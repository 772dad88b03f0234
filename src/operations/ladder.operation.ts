import type { Operation } from '../core/operation.ts';
import { LADDER_PERIOD, type Problem } from '../core/problem.ts';
import { CHUNK_WORDS, chunkCountOf } from './chunks.ts';
import { countOf, wordsOf } from './probe-problem.ts';

/** From here on a chain is at its cycle: 0.4^24 of the start is left, far less than f32 tells apart. */
const SETTLED_STEPS = 48;

/** The last z of z ← z·z − c, begun at z = c, c in [0.9, 1.1). */
function lastOf(c: number, steps: number): number {
  if (steps >= SETTLED_STEPS) {
    // The two solutions of z = (z·z − c)² − c that are none of z = z·z − c.
    const root = Math.sqrt(4 * c - 3);
    return steps % 2 === 1 ? (root - 1) / 2 : (-root - 1) / 2;
  }
  let z = c;
  for (let step = 0; step < steps; step++) z = z * z - c;
  return z;
}

function sumPerChunk(problem: Problem): Float64Array {
  const words = wordsOf(problem);
  const starts = new Float32Array(words.buffer, words.byteOffset, words.length);
  // The last multiply-add adds the square to the sum.
  const steps = countOf(problem, 'multiplyAdds') - 1;
  const sums = new Float64Array(chunkCountOf(starts.length));
  const isWhole = starts.length % CHUNK_WORDS === 0;
  const distinct = isWhole && repeats(words, LADDER_PERIOD) ? LADDER_PERIOD / CHUNK_WORDS : sums.length;
  for (let chunk = 0; chunk < Math.min(distinct, sums.length); chunk++) {
    for (const c of starts.subarray(chunk * CHUNK_WORDS, (chunk + 1) * CHUNK_WORDS)) {
      const last = lastOf(c, steps);
      sums[chunk]! += last * last;
    }
  }
  for (let chunk = distinct; chunk < sums.length; chunk++) sums[chunk] = sums[chunk - distinct]!;
  return sums;
}

function repeats(words: Uint32Array, period: number): boolean {
  for (let i = period; i < words.length; i++) if (words[i] !== words[i - period]) return false;
  return true;
}

/**
 * Every word c in [0.9, 1.1) is read once and costs exactly `multiplyAdds` multiply-adds: all but one are steps
 * z ← z·z − c, begun at c, and one adds the square of the last z to the sum of its chunk, which is the result. The bytes are the same for every number of steps, so that time over steps tells how
 * much arithmetic hides behind the reading.
 *
 * As in the operation `fma` z tends to a cycle of two values, here one near 0 and one near −1: it always changes, no two
 * steps fold into one, and rounding errors contract by |4(1 − c)| ≤ 0.4 every two steps. So a step may be rounded once
 * or twice, and any number of steps can be compared with f64, where a square is off by at most 1e-6. From some
 * 20 steps on the result tells only whether their number was odd; that all are made is shown on fewer.
 */
const ladder: Operation = {
  id: 'ladder',
  label: 'read and multiply-add',
  pilot: null,
  usefulFlops: problem => 2 * wordsOf(problem).length * countOf(problem, 'multiplyAdds'),
  compulsoryBytes: (problem, storedBytes) => storedBytes + 4 * chunkCountOf(wordsOf(problem).length),
  outputLength: problem => chunkCountOf(wordsOf(problem).length),
  reference: sumPerChunk,
  /** Elements of each chunk: their errors do not depend on the values. */
  errorScale(problem) {
    const { length } = wordsOf(problem);
    return Float64Array.from({ length: chunkCountOf(length) }, (_, chunk) =>
      Math.min(CHUNK_WORDS, length - chunk * CHUNK_WORDS),
    );
  },
};

export default ladder;
