import type { Operation } from '../core/operation.ts';
import type { Problem } from '../core/problem.ts';
import { countOf, wordsOf } from './probe-problem.ts';

export const LINE_WORDS = 16;
export const LINE_BYTES = LINE_WORDS * 4;

/** Spectrally good 32-bit multiplier (Steele and Vigna, 2021). */
export const STEP_MULTIPLIER = 0x93d765dd;
const START_MULTIPLIER = 0x9e3779b9;

/** What a step loads: the first word of a line. */
const STEP_BYTES = 4;

/**
 * How a state picks one of `lines` lines, a power of two: by its top bits, since the low bits of a product depend on
 * low bits alone and chains would run into each other. A single line is picked by its top bit, masked away.
 */
export function linePick(lines: number): { readonly shift: number; readonly mask: number } {
  return { shift: Math.min(31, 32 - Math.log2(lines)), mask: lines - 1 };
}

/**
 * The last state of every chain that walks among the first `lines` lines of a table.
 * All chains step together: one after the other, every step would wait for memory.
 */
export function walkChains(problem: Problem, lines: number): Uint32Array {
  const words = wordsOf(problem);
  const { chains, steps } = geometry(problem);
  const { shift, mask } = linePick(lines);
  const states = new Uint32Array(chains);
  for (let i = 0; i < chains; i++) states[i] = Math.imul(i + 1, START_MULTIPLIER);
  for (let step = 0; step < steps; step++) {
    for (let i = 0; i < chains; i++) {
      const state = states[i]!;
      states[i] = Math.imul(state, STEP_MULTIPLIER) + words[((state >>> shift) & mask) * LINE_WORDS]!;
    }
  }
  return states;
}

function geometry(problem: Problem): { lines: number; chains: number; steps: number } {
  const lines = wordsOf(problem).length / LINE_WORDS;
  if (!Number.isInteger(Math.log2(lines))) {
    throw new RangeError(`${problem.id}: a table holds a power of two of lines, got ${lines}`);
  }
  return { lines, chains: countOf(problem, 'chains'), steps: countOf(problem, 'steps') };
}

/**
 * Chains of dependent loads: state ← state · k + (first word of the line that the state picks), modulo 2^32.
 * The result is each chain's last state.
 */
const gather: Operation = {
  id: 'gather',
  label: 'random gather',
  pilot: null,
  usefulFlops: () => 0,
  compulsoryBytes(problem) {
    const { chains, steps } = geometry(problem);
    return chains * steps * STEP_BYTES + 4 * chains;
  },
  outputLength: problem => geometry(problem).chains,
  reference(problem) {
    return Float64Array.from(walkChains(problem, geometry(problem).lines));
  },
  errorScale: problem => new Float64Array(geometry(problem).chains),
};

export default gather;
