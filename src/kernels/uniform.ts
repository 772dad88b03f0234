import type { Resource } from '../core/kernel.ts';

/** WGSL rounds the size of a uniform `struct Params` of u32 members up to 16 bytes where hosts share it as vec4s. */
const WORDS_PER_UNIFORM_ROW = 4;

/** A word that follows from the problem, the share of memory traffic or how limits split the work. */
export interface GivenWord {
  readonly given: number;
}

/** Words that are no part of what tells one kernel from another, see Resource.givenWords. */
export function given(...words: readonly number[]): readonly GivenWord[] {
  return words.map(word => ({ given: word }));
}

/**
 * The data of a uniform `struct Params`: u32 members in order, zero-padded to a multiple of four words. Plain numbers
 * are the kernel's own; what the problem, the share or the split decides stands in `given`:
 *
 *   uniform('params', [...given(slab.rowCount, slab.firstRow), BLOCKS_PER_WORKGROUP])
 *
 * @throws RangeError on a word that a u32 cannot hold
 */
export function uniform(name: string, words: readonly (number | GivenWord)[]): Resource {
  const plain = words.map(word => (typeof word === 'number' ? word : word.given));
  const wrong = plain.find(word => !Number.isInteger(word) || word < 0 || word > 0xffffffff);
  if (wrong !== undefined) throw new RangeError(`uniform ${name} holds ${wrong}, which is no u32`);
  const rows = Math.max(1, Math.ceil(words.length / WORDS_PER_UNIFORM_ROW));
  const data = new Uint32Array(rows * WORDS_PER_UNIFORM_ROW);
  data.set(plain);
  const givenWords = words.flatMap((word, index) => (typeof word === 'number' ? [] : [index]));
  return { name, role: 'uniform', data, byteLength: data.byteLength, givenWords };
}
