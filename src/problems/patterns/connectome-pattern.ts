import { type Random, shuffle } from '../../core/random.ts';
import type { SparsityPattern } from '../fill.ts';
import { logNormalWeights } from './log-normal.ts';
import { wholeRowLengths } from './zipf-rows.ts';

/** Shares of the fly larva's 3,554 neurons that have no input, and no output, inside its brain. */
const WITHOUT_INPUT = 84 / 3554;
const WITHOUT_OUTPUT = 173 / 3554;

export interface ConnectomeShape {
  /** Deviation of the logarithm of the pairs that a row has, and a column. */
  readonly spread: number;
  /** Share of pairs near the diagonal. */
  readonly locality: number;
}

/** Longest first; those without any are fewer where the others could not hold all pairs. */
export function connectomeRowLengths(
  rowCount: number,
  columnCount: number,
  mean: number,
  spread: number,
): Uint32Array {
  const pairs = Math.round(rowCount * mean);
  const filled = Math.max(rowCount - Math.floor(rowCount * WITHOUT_INPUT), Math.ceil(pairs / columnCount));
  const lengths = new Uint32Array(rowCount);
  lengths.set(wholeRowLengths(logNormalWeights(filled, spread), columnCount, pairs / filled));
  return lengths;
}

/**
 * Rows of given lengths (each ≤ columnCount). Columns are drawn until enough are distinct; a row that eight draws a pair
 * do not fill takes the next free columns from a random one on. Inputs and outputs of a neuron are independent, and so
 * are the two directions of a pair: in the larva both are correlated.
 */
export function connectomePattern(
  rowLengths: ArrayLike<number>,
  columnCount: number,
  shape: ConnectomeShape,
  random: Random,
): SparsityPattern {
  const rowCount = rowLengths.length;
  const rowPointers = new Uint32Array(rowCount + 1);
  for (let row = 0; row < rowCount; row++) rowPointers[row + 1] = rowPointers[row]! + rowLengths[row]!;
  const columnIndices = new Uint32Array(rowPointers[rowCount]!);
  const draw = createColumnDraw(columnCount, shape, random);
  /** The last row that took a column, counted from 1. */
  const takenBy = new Uint32Array(columnCount);

  for (let row = 0; row < rowCount; row++) {
    const home = Math.floor((row * columnCount) / rowCount);
    const start = rowPointers[row]!;
    const end = rowPointers[row + 1]!;
    let place = start;
    const take = (column: number): void => {
      if (takenBy[column] === row + 1) return;
      takenBy[column] = row + 1;
      columnIndices[place++] = column;
    };
    for (let draws = 8 * (end - start); place < end && draws > 0; draws--) take(draw(home));
    if (place < end) {
      for (let column = random.below(columnCount); place < end; column++) take(column % columnCount);
    }
    columnIndices.subarray(start, end).sort();
  }
  return { rowPointers, columnIndices };
}

/** @returns a function from the column on the diagonal to one that has outputs */
function createColumnDraw(
  columnCount: number,
  { spread, locality }: ConnectomeShape,
  random: Random,
): (home: number) => number {
  const filled = columnCount - Math.floor(columnCount * WITHOUT_OUTPUT);
  const columns = shuffle(
    Array.from({ length: columnCount }, (_, column) => column),
    random,
  );
  const hasOutput = new Uint8Array(columnCount);
  for (let rank = 0; rank < filled; rank++) hasOutput[columns[rank]!] = 1;
  const drawRank = createRankDraw(logNormalWeights(filled, spread), random);
  const octaves = 32 - Math.clz32(columnCount);
  return home => {
    if (random.unit() >= locality) return columns[drawRank()]!;
    while (true) {
      const column = home + drawDistance(octaves, random);
      if (hasOutput[column] === 1) return column;
    }
  };
}

/** All octaves alike, so that small distances are the likelier the smaller: 0; ±1, ±2; ±3 … ±6; ±7 … ±14; … */
function drawDistance(octaves: number, random: Random): number {
  const octave = 2 ** random.below(octaves);
  const distance = octave - 1 + random.below(octave);
  return random.uint32() >>> 31 === 1 ? -distance : distance;
}

/** Ranks in proportion to their weight: the inverse of the cumulative weight, linear in pieces of 2^−12 of all weight. */
function createRankDraw(weights: Float64Array, random: Random): () => number {
  const pieces = 2 ** 12;
  let total = 0;
  for (const weight of weights) total += weight;
  const ranks = new Float64Array(pieces + 1).fill(weights.length);
  let piece = 0;
  let sum = 0;
  for (let rank = 0; rank < weights.length; rank++) {
    const share = (pieces * weights[rank]!) / total;
    for (; piece < pieces && piece <= sum + share; piece++) ranks[piece] = rank + (piece - sum) / share;
    sum += share;
  }
  return () => {
    const word = random.uint32();
    const first = ranks[word >>> 20]!;
    const rank = first + (ranks[(word >>> 20) + 1]! - first) * ((word & 0xfffff) * 2 ** -20);
    return Math.min(weights.length - 1, Math.floor(rank));
  };
}
