import type { Encoded, Format } from '../core/format.ts';
import type { DenseMatrix, Matrix } from '../core/problem.ts';
import { denseCopyFits, denseRows } from './dense-copy.ts';
import { GROUP_COLUMNS, packedRowBytes, paddedColumns, type RowPacking } from './row-packing.ts';

/**
 * Symmetric integers of a few bits with one scale for every group of GROUP_COLUMNS columns of a row:
 * value = code · scale, code in −L … L. Codes are stored with 2^(bits − 1) added, so that they are never negative.
 *
 * Layout: a group is a whole number of vec4s of words, "quads": 4 of them with 8 bits, 2 with 4 bits. Its columns are
 * dealt out by fours, one four to each quad in turn, so that threads that read neighbouring quads multiply neighbouring
 * vec4s of x. A quad puts its fours into its words in order, columns in ascending bits.
 */
interface GroupedIntegers {
  readonly id: string;
  readonly label: string;
  readonly bits: 4 | 8;
  readonly packing: RowPacking;
  readonly source: string;
}

const WORDS_PER_QUAD = 4;
const COLUMNS_PER_FOUR = 4;

/** Scales keep 17 bits, so that code · scale has at most 24 and is an exact f32: decoding and encoding again is exact. */
const SCALE_MASK = 0xffffff80;
/** The least scale: smaller ones would have fewer bits. Groups of zeros have it too. */
const SMALLEST_SCALE = 2 ** -126;

export function groupedIntegers({ id, label, bits, packing, source }: GroupedIntegers): Format {
  const largestCode = 2 ** (bits - 1) - 1;
  const offset = 2 ** (bits - 1);
  const mask = 2 ** bits - 1;
  const { words, shifts } = columnPlaces(bits, packing.valuesPerWord);
  const wordsPerGroup = GROUP_COLUMNS / packing.valuesPerWord;

  function encode(a: Matrix): Encoded {
    const { rowCount, columnCount } = a;
    const rowStride = paddedColumns(columnCount, packing);
    const groups = rowStride / GROUP_COLUMNS;
    const values = new Uint32Array(rowCount * groups * wordsPerGroup);
    const scales = new Float32Array(rowCount * groups);
    const rowOf = denseRows(a);
    // Zeros beyond the last column have the code of zero.
    const padded = new Float32Array(rowStride);
    for (let i = 0; i < rowCount; i++) {
      padded.set(rowOf(i));
      for (let g = 0; g < groups; g++) {
        const at = i * groups + g;
        const first = g * GROUP_COLUMNS;
        const scale = scaleOf(padded, first, largestCode);
        scales[at] = scale;
        const begin = at * wordsPerGroup;
        for (let j = 0; j < GROUP_COLUMNS; j++) {
          // Rounds halves up, as Math.round does: what is truncated here is positive.
          const code = (padded[first + j]! / scale + (offset + 0.5)) | 0;
          values[begin + words[j]!]! |= code << shifts[j]!;
        }
      }
    }
    return { format: id, rowCount, columnCount, arrays: { values, scales }, meta: { rowStride } };
  }

  function decode({ rowCount, columnCount, arrays, meta }: Encoded): DenseMatrix {
    const groups = meta.rowStride! / GROUP_COLUMNS;
    const packed = arrays.values!;
    const scales = arrays.scales!;
    const values = new Float32Array(rowCount * columnCount);
    for (let i = 0; i < rowCount; i++) {
      for (let g = 0; g < groups; g++) {
        const at = i * groups + g;
        const scale = scales[at]!;
        const begin = at * wordsPerGroup;
        const first = i * columnCount + g * GROUP_COLUMNS;
        const count = Math.min(GROUP_COLUMNS, columnCount - g * GROUP_COLUMNS);
        for (let j = 0; j < count; j++) {
          const code = ((packed[begin + words[j]!]! >>> shifts[j]!) & mask) - offset;
          values[first + j] = code * scale;
        }
      }
    }
    return { kind: 'dense', rowCount, columnCount, values };
  }

  return {
    id,
    label,
    family: 'dense',
    valueType: bits === 8 ? 'i8' : 'i4',
    source,
    lossy: true,
    admissible: a => denseCopyFits(a, a.rowCount * packedRowBytes(a.columnCount, packing)),
    encode,
    decode,
    storedBytes: ({ rowCount, columnCount }) =>
      rowCount * (Math.ceil((columnCount * bits) / 8) + 4 * Math.ceil(columnCount / GROUP_COLUMNS)),
  };
}

/** One scale, and its bits. */
const rounded = new Float32Array(1);
const roundedBits = new Uint32Array(rounded.buffer);

/** The scale by which a group's largest magnitude has the largest code, cut to the bits that a scale keeps. */
function scaleOf(row: Float32Array, first: number, largestCode: number): number {
  let largest = 0;
  for (let j = first; j < first + GROUP_COLUMNS; j++) {
    const magnitude = Math.abs(row[j]!);
    if (magnitude > largest) largest = magnitude;
  }
  rounded[0] = largest / largestCode;
  roundedBits[0]! &= SCALE_MASK;
  return Math.max(SMALLEST_SCALE, rounded[0]!);
}

/** Where the columns of a group are: the word of the group, and the lowest bit in it. */
function columnPlaces(
  bits: number,
  valuesPerWord: number,
): { readonly words: Uint8Array; readonly shifts: Uint8Array } {
  const quads = GROUP_COLUMNS / (WORDS_PER_QUAD * valuesPerWord);
  const foursPerWord = valuesPerWord / COLUMNS_PER_FOUR;
  const words = new Uint8Array(GROUP_COLUMNS);
  const shifts = new Uint8Array(GROUP_COLUMNS);
  for (let column = 0; column < GROUP_COLUMNS; column++) {
    const four = Math.floor(column / COLUMNS_PER_FOUR);
    const turn = Math.floor(four / quads);
    const place = (turn % foursPerWord) * COLUMNS_PER_FOUR + (column % COLUMNS_PER_FOUR);
    words[column] = (four % quads) * WORDS_PER_QUAD + Math.floor(turn / foursPerWord);
    shifts[column] = place * bits;
  }
  return { words, shifts };
}
