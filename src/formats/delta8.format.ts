import type { Encoded, EncodedArray, Format } from '../core/format.ts';
import type { SparseMatrix } from '../core/problem.ts';
import { entriesOf, sparseOf } from './csr.format.ts';

/** The largest step from a cell of a row to the next. */
const MOST_GAP = 255;
/** Gaps in a word, the lowest byte first. */
export const GAPS_PER_WORD = 4;
/** A cell takes five bytes, a nonzero of CSR eight: over three cells a nonzero take about twice the bytes of CSR. */
const MOST_PADDING = 3;

/**
 * Columns as gaps: `starts` holds for each row its first cell and its first column, and once more the end of all cells; every
 * cell is a value and the distance to the column before it in its row, in a byte; the first cell of a row has distance 0.
 * Where columns are further apart, cells of value zero lie between, 255 columns one after the other. Four gaps are a word,
 * whatever their rows. Decoding gives back the nonzeros.
 */
const delta8: Format = {
  id: 'delta8-f32',
  label: '8-bit gaps f32',
  family: 'sparse-other',
  valueType: 'f32',
  source: 'CSR-DU of Kourtis, Goumas and Koziris, ICPP 2008, with one size of units',
  mostPadding: MOST_PADDING,
  admissible(a) {
    const entries = entriesOf(a);
    const cells = cellPointers(sparseOf(a)).at(-1)!;
    if (cells <= MOST_PADDING * entries) return true;
    return `gaps of at most ${MOST_GAP} columns would hold ${cells} cells for ${entries} nonzeros, over ${MOST_PADDING} for each`;
  },
  encode(a): Encoded {
    const sparse = sparseOf(a);
    const pointers = cellPointers(sparse);
    const arrays = blankArrays(pointers);
    fill(arrays, pointers, sparse);
    return encoded(sparse, arrays);
  },
  // As if no columns were far apart.
  outline: a => encoded(a, blankArrays(a.rowPointers)),
  decode: nonzerosOf,
  // Of an entry a value and a gap; of a row its first cell and its first column, and the end of all.
  storedBytes(a, entryCount) {
    const entries = entryCount ?? entriesOf(a);
    return 4 * entries + 4 * Math.ceil(entries / GAPS_PER_WORD) + 8 * (a.rowCount + 1);
  },
};

type Arrays = Readonly<Record<'starts' | 'gaps' | 'values', EncodedArray>>;

function encoded({ rowCount, columnCount, rowPointers }: SparseMatrix, arrays: Arrays): Encoded {
  return { format: delta8.id, rowCount, columnCount, arrays, meta: { entries: rowPointers[rowCount]! } };
}

/** With the first cell of every row, and everything else zero. */
function blankArrays(pointers: Uint32Array): Arrays {
  const starts = new Uint32Array(2 * pointers.length);
  for (let row = 0; row < pointers.length; row++) starts[2 * row] = pointers[row]!;
  const cells = pointers.at(-1)!;
  return {
    starts,
    gaps: new Uint32Array(Math.ceil(cells / GAPS_PER_WORD)),
    values: new Float32Array(cells),
  };
}

const known = new WeakMap<Uint32Array, Uint32Array>();

/** Cells before each row, and of all. Asked for whether a matrix is admissible, and again to encode it. */
function cellPointers({ rowCount, rowPointers, columnIndices }: SparseMatrix): Uint32Array {
  const earlier = known.get(columnIndices);
  if (earlier) return earlier;
  const pointers = new Uint32Array(rowCount + 1);
  let cells = 0;
  for (let row = 0; row < rowCount; row++) {
    const begin = rowPointers[row]!;
    const end = rowPointers[row + 1]!;
    cells += end - begin;
    for (let entry = begin + 1; entry < end; entry++) {
      const gap = columnIndices[entry]! - columnIndices[entry - 1]!;
      if (gap > MOST_GAP) cells += Math.floor((gap - 1) / MOST_GAP);
    }
    pointers[row + 1] = cells;
  }
  known.set(columnIndices, pointers);
  return pointers;
}

function fill(arrays: Arrays, pointers: Uint32Array, a: SparseMatrix): void {
  const { rowCount, rowPointers, columnIndices, values } = a;
  const starts = arrays.starts as Uint32Array;
  const cells = arrays.values as Float32Array;
  // The lowest byte of a word first, as all engines with WebGPU store it.
  const gaps = new Uint8Array(arrays.gaps.buffer, arrays.gaps.byteOffset, arrays.gaps.byteLength);
  for (let row = 0; row < rowCount; row++) {
    const begin = rowPointers[row]!;
    const end = rowPointers[row + 1]!;
    if (begin === end) continue;
    let column = columnIndices[begin]!;
    starts[2 * row + 1] = column;
    let cell = pointers[row]!;
    cells[cell++] = values[begin]!;
    for (let entry = begin + 1; entry < end; entry++) {
      const next = columnIndices[entry]!;
      for (; next - column > MOST_GAP; column += MOST_GAP) gaps[cell++] = MOST_GAP;
      gaps[cell] = next - column;
      cells[cell++] = values[entry]!;
      column = next;
    }
  }
}

function nonzerosOf({ rowCount, columnCount, arrays, meta }: Encoded): SparseMatrix {
  const { starts, gaps, values } = arrays;
  const rowPointers = new Uint32Array(rowCount + 1);
  const columnIndices = new Uint32Array(meta.entries!);
  const nonzeros = new Float32Array(meta.entries!);
  let next = 0;
  for (let row = 0; row < rowCount; row++) {
    let column = starts![2 * row + 1]!;
    const begin = starts![2 * row]!;
    for (let cell = begin, end = starts![2 * row + 2]!; cell < end; cell++) {
      if (cell > begin) column += (gaps![cell >>> 2]! >>> (8 * (cell & 3))) & MOST_GAP;
      if (values![cell] === 0) continue;
      columnIndices[next] = column;
      nonzeros[next++] = values![cell]!;
    }
    rowPointers[row + 1] = next;
  }
  return {
    kind: 'sparse',
    rowCount,
    columnCount,
    rowPointers,
    columnIndices: columnIndices.slice(0, next),
    values: nonzeros.slice(0, next),
  };
}

export default delta8;
