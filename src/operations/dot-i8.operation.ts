import type { Operation } from '../core/operation.ts';
import { createRandom } from '../core/random.ts';
import { countOf, wordsOf } from './probe-problem.ts';

/** Four products and four additions. */
export const OPERATIONS_PER_STEP = 8;

/** A longer output is compared in so many places: no closed form gives a chain's end. */
const SAMPLED_CHAINS = 256;

/** Σ of the products of the four signed bytes of two words. */
export function dotOfBytes(a: number, b: number): number {
  let sum = 0;
  for (let shift = 0; shift < 32; shift += 8)
    sum += (((a >> shift) << 24) >> 24) * (((b >> shift) << 24) >> 24);
  return sum;
}

/** a + b after `length` steps a ← a + b·w, b ← b + a·w in turns, begun at a = w, b = ¬w, modulo 2^32. */
function endOf(w: number, length: number): number {
  let [a, b] = [w | 0, ~w];
  for (let step = 0; step < length; step++) {
    if (step % 2 === 0) a = (a + dotOfBytes(b, w)) | 0;
    else b = (b + dotOfBytes(a, w)) | 0;
  }
  return (a + b) >>> 0;
}

/**
 * One chain of dot products of four int8 per word. Each step takes the bytes of what the one before it gave: integers
 * make it exact in any order of additions, and nothing can be left out.
 */
const dotI8: Operation = {
  id: 'dot-i8',
  label: 'packed int8 dot product',
  pilot: null,
  usefulFlops: problem => OPERATIONS_PER_STEP * wordsOf(problem).length * countOf(problem, 'length'),
  compulsoryBytes: (problem, storedBytes) => storedBytes + 4 * wordsOf(problem).length,
  outputLength: problem => wordsOf(problem).length,
  reference: problem => Float64Array.from(wordsOf(problem), w => endOf(w, countOf(problem, 'length'))),
  errorScale: problem => new Float64Array(wordsOf(problem).length),
  spotCheckSize: problem =>
    wordsOf(problem).length <= SAMPLED_CHAINS
      ? null
      : { method: 'sampled elements', elementCount: SAMPLED_CHAINS },
  spotChecks(problem, output, seed) {
    const words = wordsOf(problem);
    if (words.length <= SAMPLED_CHAINS) return null;
    const random = createRandom(seed);
    const length = countOf(problem, 'length');
    const chains = Array.from({ length: SAMPLED_CHAINS }, () => Math.floor(random.unit() * words.length));
    return [
      {
        method: 'sampled elements',
        actual: chains.map(chain => output[chain]!),
        expected: chains.map(chain => endOf(words[chain]!, length)),
        scale: new Float64Array(SAMPLED_CHAINS),
      },
    ];
  },
};

export default dotI8;
