import type { Operation } from '../core/operation.ts';
import { chunkChecksums, chunkCountOf } from './chunks.ts';
import { passesOf, wordsOf } from './probe-problem.ts';

/** What the probe writes into word i: neither constant nor a ramp, which memory could store compressed. */
export function patternWord(i: number): number {
  const spread = Math.imul(i + 1, 0x9e3779b9);
  return (spread ^ (spread >>> 15)) >>> 0;
}

/** As many words as the problem has are written, `passes` times; the result is one checksum a chunk. */
const write: Operation = {
  id: 'write',
  label: 'write',
  pilot: null,
  usefulFlops: () => 0,
  compulsoryBytes: (problem, storedBytes) => storedBytes * passesOf(problem),
  outputLength: problem => chunkCountOf(wordsOf(problem).length),
  reference: problem => chunkChecksums(wordsOf(problem).length, patternWord),
  errorScale: problem => new Float64Array(chunkCountOf(wordsOf(problem).length)),
};

export default write;
