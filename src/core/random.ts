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
}

/** @param seed unsigned 32-bit; @param stream independent sequences of one seed (matrix, right-hand side, shuffle) */
export function createRandom(seed: number, stream = 0): Random {
  let a = seed >>> 0;
  let b = stream >>> 0;
  let c = 0x9e3779b9;
  let counter = 1;

  const uint32 = (): number => {
    const t = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    c |= 0;
    return t >>> 0;
  };
  for (let i = 0; i < 15; i++) uint32();

  return {
    uint32,
    below: bound => Math.floor(uint32() * 2 ** -32 * bound),
    unit: () => (uint32() >>> 8) * 2 ** -24,
    signed: () => (uint32() >> 8) * 2 ** -23,
  };
}

/** Fills with uniform values in [−1, 1): never zeros or constants, which GPUs compress and clock higher on. */
export function fillSigned(values: Float32Array, random: Random): void {
  for (let i = 0; i < values.length; i++) values[i] = random.signed();
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
