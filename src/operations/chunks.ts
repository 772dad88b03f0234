/**
 * The read, write and copy probes go over an array in chunks. A chunk is what one visit of a workgroup streams, what
 * dilution redirects, and what the check compares: one 32-bit sum a chunk, so an error is found in its place.
 */
export const CHUNK_WORDS = 8192;
export const CHUNK_BYTES = CHUNK_WORDS * 4;

/** The last chunk may be short. */
export function chunkCountOf(wordCount: number): number {
  return Math.ceil(wordCount / CHUNK_WORDS);
}

/** Sum of each chunk's words modulo 2^32: the order of the additions does not matter. */
export function chunkSums(words: Uint32Array): Float64Array {
  return perChunk(words.length, (begin, end) => {
    let sum = 0;
    for (let i = begin; i < end; i++) sum = (sum + words[i]!) | 0;
    return sum >>> 0;
  });
}

/**
 * Σ (2i + 1) · word[i] modulo 2^32 for each chunk. Every weight is odd, so one wrong word always changes the sum, and
 * words in the wrong place almost always do.
 */
export function chunkChecksums(wordCount: number, wordAt: (i: number) => number): Float64Array {
  return perChunk(wordCount, (begin, end) => {
    let sum = 0;
    for (let i = begin; i < end; i++) sum = (sum + Math.imul(2 * i + 1, wordAt(i))) | 0;
    return sum >>> 0;
  });
}

/** The same of words in memory, several times faster. */
export function checksumsOf(words: ArrayLike<number>, wordCount: number): Float64Array {
  return perChunk(wordCount, (begin, end) => {
    let sum = 0;
    for (let i = begin; i < end; i++) sum = (sum + Math.imul(2 * i + 1, words[i]!)) | 0;
    return sum >>> 0;
  });
}

function perChunk(wordCount: number, sumOf: (begin: number, end: number) => number): Float64Array {
  const values = new Float64Array(chunkCountOf(wordCount));
  for (let chunk = 0; chunk < values.length; chunk++) {
    const begin = chunk * CHUNK_WORDS;
    values[chunk] = sumOf(begin, Math.min(begin + CHUNK_WORDS, wordCount));
  }
  return values;
}
