import type { Operation } from '../core/operation.ts';
import { chunkCountOf, chunkSums } from './chunks.ts';
import { passesOf, wordsOf } from './probe-problem.ts';

/** Every word is read `passes` times and enters the sum of its chunk, modulo 2^32. */
const read: Operation = {
  id: 'read',
  label: 'read',
  pilot: null,
  usefulFlops: () => 0,
  compulsoryBytes: (problem, storedBytes) => storedBytes * passesOf(problem),
  outputLength: problem => chunkCountOf(wordsOf(problem).length),
  reference(problem) {
    const passes = passesOf(problem);
    return chunkSums(wordsOf(problem)).map(sum => Math.imul(sum, passes) >>> 0);
  },
  errorScale: problem => new Float64Array(chunkCountOf(wordsOf(problem).length)),
};

export default read;
