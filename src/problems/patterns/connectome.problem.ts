import type { ProblemGenerator, SparseMatrix } from '../../core/problem.ts';
import { createRandom, type Random, shuffle } from '../../core/random.ts';
import { randomValues, STREAM } from '../fill.ts';
import {
  ACTIVE_INPUTS,
  BATCH,
  dimension,
  MAX_DIMENSION,
  type Params,
  requireParam,
  share,
} from '../params.ts';
import { connectomePattern, connectomeRowLengths } from './connectome-pattern.ts';
import { exponential, normalExceeded } from './log-normal.ts';

const id = 'connectome';

/** Synapses of one pair at most; the larva has up to 121. */
const MOST_SYNAPSES = 127;
/** Values are synapses times this: whole numbers within ±1, exact in f16 too. */
const SYNAPSE = 1 / 128;
/** A choice: the larva's file has no signs. */
const INHIBITORY_SHARE = 0.3;

/** Of the larva: rows vary by 0.86 of their mean and columns by 0.83, and 3 % of the pairs are within 16 of the diagonal. */
const LARVA = { spread: 0.7, locality: 0.055 };

function check(params: Params): void {
  requireParam(id, params, 'mean', params.mean! <= params.n!, `at most n=${params.n}`);
}

/** Synapses of a pair at 4,096 equally likely places: log-normal, fitted to the larva's (47 % have one, 1 % over 21). */
function synapseTable(): Float32Array {
  return Float32Array.from({ length: 4096 }, (_, place) => {
    const synapses = Math.ceil(exponential(0.09 + 1.3 * normalExceeded((place + 0.5) / 4096)));
    return Math.min(MOST_SYNAPSES, synapses) * SYNAPSE;
  });
}

/** A column has one sign, because a neuron excites all its targets or inhibits all (Dale's law). */
function signedSynapses(columnIndices: Uint32Array, columnCount: number, random: Random) {
  const signs = Int8Array.from({ length: columnCount }, () => (random.unit() < INHIBITORY_SHARE ? -1 : 1));
  const table = synapseTable();
  const values = new Float32Array(columnIndices.length);
  for (let i = 0; i < values.length; i++) {
    values[i] = signs[columnIndices[i]!]! * table[random.uint32() >>> 20]!;
  }
  return values;
}

const generator: ProblemGenerator = {
  id,
  label: 'connectome',
  description:
    'Pairs of neurons as in a fly brain: log-normal rows and columns, a few near the diagonal, weights that are whole numbers of synapses ÷ 128.',
  params: {
    m: dimension('rows: receiving neurons'),
    n: dimension('columns: sending neurons'),
    mean: { meaning: 'mean pairs per row', minimum: 0, maximum: MAX_DIMENSION, integer: false },
    spread: {
      meaning: 'deviation of the logarithm of the pairs per row, and per column',
      minimum: 0,
      maximum: 2,
      integer: false,
      fallback: LARVA.spread,
    },
    locality: {
      ...share('share of pairs near the diagonal, at distances of all octaves alike'),
      fallback: LARVA.locality,
    },
    active: ACTIVE_INPUTS,
    batch: BATCH,
  },
  generate(params, seed) {
    check(params);
    const { m, n, mean, spread, locality } = params;
    const random = createRandom(seed, STREAM.pattern);
    const lengths = shuffle(Array.from(connectomeRowLengths(m!, n!, mean!, spread!)), random);
    const pattern = connectomePattern(lengths, n!, { spread: spread!, locality: locality! }, random);
    const values = signedSynapses(pattern.columnIndices, n!, createRandom(seed, STREAM.values));
    const a: SparseMatrix = { kind: 'sparse', rowCount: m!, columnCount: n!, ...pattern, values };
    return { a, rhs: randomValues(n!, seed, STREAM.rightHandSide), rhsColumnCount: 1 };
  },
  expectedNnz(params) {
    check(params);
    return Math.round(params.m! * params.mean!);
  },
};

export default generator;
