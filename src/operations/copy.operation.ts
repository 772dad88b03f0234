import type { Operation } from '../core/operation.ts';
import { checksumsOf, chunkCountOf } from './chunks.ts';
import { passesOf, wordsOf } from './probe-problem.ts';

/** Every word is read and written `passes` times; the result is one checksum a chunk of the copy. Bytes count both ways. */
const copy: Operation = {
  id: 'copy',
  label: 'copy',
  pilot: null,
  usefulFlops: () => 0,
  compulsoryBytes: (problem, storedBytes) => 2 * storedBytes * passesOf(problem),
  outputLength: problem => chunkCountOf(wordsOf(problem).length),
  reference(problem) {
    const words = wordsOf(problem);
    return checksumsOf(words, words.length);
  },
  errorScale: problem => new Float64Array(chunkCountOf(wordsOf(problem).length)),
};

export default copy;
