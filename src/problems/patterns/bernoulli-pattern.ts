import type { Random } from '../../core/random.ts';
import type { SparsityPattern } from '../fill.ts';

/**
 * Every cell holds a nonzero with probability `density`, independently of all others; so the nnz is binomial, and its
 * mean is density · rows · columns.
 *
 * Walks the cells in row-major order by the gaps between nonzeros, which are geometric. Gaps come from a table
 * (Walker's alias method) instead of a logarithm, which engines round differently; a gap longer than the table is
 * drawn in pieces, exact because the geometric distribution has no memory.
 */
export function bernoulliPattern(
  rowCount: number,
  columnCount: number,
  density: number,
  random: Random,
): SparsityPattern {
  const rowPointers = new Uint32Array(rowCount + 1);
  if (density === 0) return { rowPointers, columnIndices: new Uint32Array(0) };
  const { bits, threshold, alias } = gapTable(density);
  const lowMask = 2 ** (32 - bits) - 1;
  const longGap = threshold.length - 1;
  const mean = rowCount * columnCount * density;
  let columnIndices = new Uint32Array(
    Math.ceil(Math.min(rowCount * columnCount, mean + 8 * Math.sqrt(mean))),
  );
  const words = new Uint32Array(2048);
  let word = words.length;
  let row = 0;
  let column = 0;
  let nnz = 0;
  while (true) {
    if (word === words.length) {
      random.fillUint32(words);
      word = 0;
    }
    const drawn = words[word++]!;
    const bucket = drawn >>> (32 - bits);
    const gap = (drawn & lowMask) < threshold[bucket]! ? bucket : alias[bucket]!;
    column += gap;
    while (column >= columnCount) {
      column -= columnCount;
      rowPointers[++row] = nnz;
      if (row === rowCount) return { rowPointers, columnIndices: columnIndices.slice(0, nnz) };
    }
    if (gap === longGap) continue;
    if (nnz === columnIndices.length) columnIndices = enlarged(columnIndices);
    columnIndices[nnz++] = column++;
  }
}

interface GapTable {
  /** The table has 2^bits buckets, chosen by the top bits of a random word. */
  readonly bits: number;
  /** A bucket gives its own index if the word's other bits are below this, else its alias. */
  readonly threshold: Int32Array;
  readonly alias: Int32Array;
}

/** Outcome g < 2^bits − 1: g empty cells, then a nonzero. The last outcome: as many empty cells, nonzero yet to come. */
function gapTable(density: number): GapTable {
  let bits = 6;
  while (bits < 16 && 2 ** bits < 4 / density) bits++;
  const size = 2 ** bits;
  const scaled = new Float64Array(size);
  let empty = 1;
  for (let gap = 0; gap < size - 1; gap++) {
    scaled[gap] = empty * density * size;
    empty *= 1 - density;
  }
  scaled[size - 1] = empty * size;
  return { bits, ...aliasTable(scaled, 2 ** (32 - bits)) };
}

/** @param scaled probabilities times their count; overwritten. @param unit threshold of a bucket without alias */
function aliasTable(scaled: Float64Array, unit: number): Pick<GapTable, 'threshold' | 'alias'> {
  const threshold = new Int32Array(scaled.length).fill(unit);
  const alias = Int32Array.from(scaled, (_, i) => i);
  const small: number[] = [];
  const large: number[] = [];
  for (let i = 0; i < scaled.length; i++) (scaled[i]! < 1 ? small : large).push(i);
  while (small.length > 0 && large.length > 0) {
    const poor = small.pop()!;
    const rich = large.pop()!;
    threshold[poor] = Math.floor(scaled[poor]! * unit);
    alias[poor] = rich;
    scaled[rich] = scaled[rich]! - (1 - scaled[poor]!);
    (scaled[rich]! < 1 ? small : large).push(rich);
  }
  return { threshold, alias };
}

function enlarged(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * array.length + 64);
  larger.set(array);
  return larger;
}
