import type { Resource } from '../core/kernel.ts';

/** WGSL rounds the size of a uniform `struct Params` of u32 members up to 16 bytes where hosts share it as vec4s. */
const WORDS_PER_UNIFORM_ROW = 4;

/**
 * The data of a uniform `struct Params`: u32 members in order, zero-padded to a multiple of four words.
 * @throws RangeError on a word that a u32 cannot hold
 */
export function uniform(name: string, words: readonly number[]): Resource {
  const wrong = words.find(word => !Number.isInteger(word) || word < 0 || word > 0xffffffff);
  if (wrong !== undefined) throw new RangeError(`uniform ${name} holds ${wrong}, which is no u32`);
  const rows = Math.max(1, Math.ceil(words.length / WORDS_PER_UNIFORM_ROW));
  const data = new Uint32Array(rows * WORDS_PER_UNIFORM_ROW);
  data.set(words);
  return { name, role: 'uniform', data, byteLength: data.byteLength };
}
