import type { Problem } from '../core/problem.ts';
import { CHUNK_WORDS } from '../operations/chunks.ts';
import type { OperationContract } from './contract.ts';
import { probeProblem, randomWords } from './problems.ts';

/** Five words, gone over three times. */
export const FIVE_WORDS = vector('five words', 5, 3);

/** What breaks the probes that go over words in chunks: `read`, `write`, `copy`. */
export const CHUNKED_VECTORS: Omit<OperationContract, 'handCounted'> = {
  nasty: () => [...[1, 3, CHUNK_WORDS, CHUNK_WORDS + 1].map(count => vector(`${count} words`, count))],
  tuned: () => [
    vector('twenty chunks and a bit, twice', 20 * CHUNK_WORDS + 77, 2),
    vector('a chunk and a word, seven times', CHUNK_WORDS + 1, 7),
  ],
  divided: () => [vector('twenty chunks and a bit, twice', 20 * CHUNK_WORDS + 77, 2)],
};

function vector(name: string, wordCount: number, passes = 1): Problem {
  return { ...probeProblem(randomWords(wordCount), { passes }), id: name };
}
