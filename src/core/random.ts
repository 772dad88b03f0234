/**
 * Seeded randomness from 32-bit integer operations and exact float scaling only, so that every engine gives the same
 * numbers. sfc32 (Doty-Humphrey, PractRand): 128-bit state, period about 2^127, passes PractRand and BigCrush.
 */
export interface Random {
  /** Uniform in 0 … 2^32 − 1. */
  uint32(): number;
  /** Uniform in 0 … bound − 1 (bias under bound ÷ 2^32, which no test of a matrix can see). */
  below(bound: number): number;
  /** Uniform in [0, 1), a multiple of 2^-24, so exact in f32. */
  unit(): number;
  /** Uniform in [−1, 1), a multiple of 2^-23, so exact in f32. */
  signed(): number;
  /** The next words.length results of uint32(), several times faster than one by one. */
  fillUint32(words: Uint32Array): void;
}

/** @param seed unsigned 32-bit; @param stream independent sequences of one seed (matrix, right-hand side, shuffle) */
export function createRandom(seed: number, stream = 0): Random {
  const state = new Uint32Array([seed, stream, 0x9e3779b9, 1]);
  advance(state, new Uint32Array(15));

  const ahead = new Uint32Array(64);
  let taken = ahead.length;
  const uint32 = (): number => {
    if (taken === ahead.length) {
      advance(state, ahead);
      taken = 0;
    }
    return ahead[taken++]!;
  };
  const fillUint32 = (words: Uint32Array): void => {
    const buffered = ahead.subarray(taken, taken + words.length);
    words.set(buffered);
    taken += buffered.length;
    advance(state, words.subarray(buffered.length));
  };

  return {
    uint32,
    below: bound => Math.floor(uint32() * 2 ** -32 * bound),
    unit: () => (uint32() >>> 8) * 2 ** -24,
    signed: () => (uint32() >> 8) * 2 ** -23,
    fillUint32,
  };
}

/** Fills `words` from the state. The state lives in locals meanwhile: engines box the 32-bit variables of closures. */
function advance(state: Uint32Array, words: Uint32Array): void {
  let a = state[0]! | 0;
  let b = state[1]! | 0;
  let c = state[2]! | 0;
  let counter = state[3]! | 0;
  for (let i = 0; i < words.length; i++) {
    const t = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    words[i] = t;
  }
  state[0] = a;
  state[1] = b;
  state[2] = c;
  state[3] = counter;
}

/** Fills with uniform values in [−1, 1): never zeros or constants, which GPUs compress and clock higher on. */
export function fillSigned(values: Float32Array, random: Random): void {
  const words = new Uint32Array(Math.min(values.length, 2048));
  for (let start = 0; start < values.length; start += words.length) {
    const count = Math.min(words.length, values.length - start);
    random.fillUint32(count === words.length ? words : words.subarray(0, count));
    for (let i = 0; i < count; i++) values[start + i] = (words[i]! >> 8) * 2 ** -23;
  }
}

/** A 32-bit hash of text (FNV-1a), for deriving seeds from addresses. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** In-place Fisher–Yates. */
export function shuffle<T>(items: T[], random: Random): T[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [items[i], items[j]] = [items[j]!, items[i]!];
  }
  return items;
}
