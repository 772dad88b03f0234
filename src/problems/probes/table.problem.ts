import type { ProblemGenerator } from '../../core/problem.ts';
import { createRandom } from '../../core/random.ts';
import { probeProblem, STREAM } from '../fill.ts';
import { count, type Params, requireParam } from '../params.ts';
import { sharedValues } from '../shared-values.ts';

const id = 'table';

/** A line is 64 bytes: what memory systems move at least. */
const WORDS_PER_LINE = 16;

/** Exponent bit 30 cleared: every word is the bit pattern of a finite f32, which no copy through floats can change. */
const FINITE = 0xbfffffff;

function check(params: Params): void {
  const lines = params.lines!;
  requireParam(id, params, 'lines', (lines & (lines - 1)) === 0, 'a power of two');
}

function tableWords(length: number, seed: number): Float32Array<ArrayBuffer> {
  const words = new Uint32Array(length);
  createRandom(seed, STREAM.values).fillUint32(words);
  for (let i = 0; i < length; i++) words[i]! &= FINITE;
  return new Float32Array(words.buffer);
}

const generator: ProblemGenerator = {
  id,
  label: 'table of random lines',
  description:
    'Lines of 16 random words; chains of reads hop from line to line, each hop chosen by what was read.',
  isProbe: true,
  params: {
    lines: {
      meaning: 'lines of 16 words, a power of two',
      minimum: 1,
      maximum: 2 ** 26,
      integer: true,
    },
    chains: count('independent chains of reads'),
    steps: count('reads in a chain'),
  },
  generate(params, seed) {
    check(params);
    const length = WORDS_PER_LINE * params.lines!;
    return probeProblem(sharedValues(`table ${seed}`, length, () => tableWords(length, seed)));
  },
  expectedNnz(params) {
    check(params);
    return WORDS_PER_LINE * params.lines!;
  },
};

export default generator;
