import type { Encoded, Format } from '../core/format.ts';
import type { Matrix, SparseMatrix } from '../core/problem.ts';
import csr, { entriesOf } from './csr.format.ts';

/** C: rows of a slice, as many as a subgroup has lanes on most GPUs. */
export const SLICE_ROWS = 32;
/** σ: rows are sorted by length within windows of so many. */
const SORTED_ROWS = 1024;
/** More padding than this costs more than slices gain. */
const MOST_PADDING = 3;

/**
 * SELL-C-σ with C = 32 and σ = 1024: rows are sorted by length within windows, and slices of 32 of them are stored column by
 * column, as wide as their longest row, so that neighbouring threads read neighbouring words. `slots[2i]` is the row in
 * place i and `slots[2i + 1]` its length; `slicePointers` count elements. The last slice has only the rows there are.
 */
const sell: Format = {
  id: 'sell-f32',
  label: 'SELL-32-1024 f32',
  family: 'sparse-other',
  valueType: 'f32',
  source: 'SELL-C-σ of Kreutzer et al., SIAM J. Sci. Comput. 36 (2014)',
  mostPadding: MOST_PADDING,
  admissible(a) {
    const entries = entriesOf(a);
    const padded = slicesOf(csrPointers(a)).ends.at(-1)!;
    if (padded <= MOST_PADDING * entries) return true;
    return `slices as wide as their longest row would hold ${padded} cells for ${entries} nonzeros, over ${MOST_PADDING} for each`;
  },
  encode(a): Encoded {
    const { rowPointers, columnIndices, values } = csr.decode(csr.encode(a)) as SparseMatrix;
    const outline = sell.outline!({ ...a, kind: 'sparse', rowPointers, columnIndices, values });
    const { slicePointers, slots, columns, values: cells } = outline.arrays;
    for (let place = 0; place < a.rowCount; place++) {
      const slice = Math.floor(place / SLICE_ROWS);
      const stride = sliceRows(a.rowCount, slice);
      const begin = rowPointers[slots![2 * place]!]!;
      let cell = slicePointers![slice]! + (place % SLICE_ROWS);
      for (let entry = begin, end = begin + slots![2 * place + 1]!; entry < end; entry++, cell += stride) {
        columns![cell] = columnIndices[entry]!;
        cells![cell] = values[entry]!;
      }
    }
    return outline;
  },
  outline({ rowCount, columnCount, rowPointers }): Encoded {
    const { order, ends: slicePointers } = slicesOf(rowPointers);
    const slots = new Uint32Array(2 * rowCount);
    order.forEach((row, place) => {
      slots[2 * place] = row;
      slots[2 * place + 1] = rowPointers[row + 1]! - rowPointers[row]!;
    });
    const cellCount = slicePointers.at(-1)!;
    const arrays = {
      slicePointers,
      slots,
      columns: new Uint32Array(cellCount),
      values: new Float32Array(cellCount),
    };
    return { format: sell.id, rowCount, columnCount, arrays, meta: { entries: rowPointers.at(-1)! } };
  },
  decode({ rowCount, columnCount, arrays, meta }): SparseMatrix {
    const { slicePointers, slots, columns, values } = arrays;
    const rowPointers = new Uint32Array(rowCount + 1);
    for (let place = 0; place < rowCount; place++) {
      rowPointers[slots![2 * place]! + 1] = slots![2 * place + 1]!;
    }
    for (let row = 0; row < rowCount; row++) rowPointers[row + 1]! += rowPointers[row]!;
    const columnIndices = new Uint32Array(meta.entries!);
    const kept = new Float32Array(meta.entries!);
    for (let place = 0; place < rowCount; place++) {
      const slice = Math.floor(place / SLICE_ROWS);
      const stride = sliceRows(rowCount, slice);
      const row = slots![2 * place]!;
      let cell = slicePointers![slice]! + (place % SLICE_ROWS);
      for (let entry = rowPointers[row]!; entry < rowPointers[row + 1]!; entry++, cell += stride) {
        columnIndices[entry] = columns![cell]!;
        kept[entry] = values![cell]!;
      }
    }
    return { kind: 'sparse', rowCount, columnCount, rowPointers, columnIndices, values: kept };
  },
  // Of a column index and a value an entry, row and length a row, and the slices' pointers.
  storedBytes: (a, entryCount) =>
    8 * (entryCount ?? entriesOf(a)) + 8 * a.rowCount + 4 * (sliceCount(a.rowCount) + 1),
};

/** Rows of a slice: fewer in the last one. */
export function sliceRows(rowCount: number, slice: number): number {
  return Math.min(SLICE_ROWS, rowCount - slice * SLICE_ROWS);
}

function sliceCount(rowCount: number): number {
  return Math.ceil(rowCount / SLICE_ROWS);
}

function csrPointers(a: Matrix): Uint32Array {
  return a.kind === 'sparse' ? a.rowPointers : (csr.encode(a).arrays.rowPointers as Uint32Array);
}

interface Slices {
  /** Rows by place. */
  readonly order: Uint32Array;
  /** Elements before each slice, and of all. */
  readonly ends: Uint32Array<ArrayBuffer>;
}

const known = new WeakMap<Uint32Array, Slices>();

/** Asked for whether a matrix is admissible, and again to encode it. */
function slicesOf(rowPointers: Uint32Array): Slices {
  const earlier = known.get(rowPointers);
  if (earlier) return earlier;
  const order = sortedRows(rowPointers);
  const slices = { order, ends: sliceEnds(rowPointers, order) };
  known.set(rowPointers, slices);
  return slices;
}

/** The longest first within each window; rows of one length stay in order. */
function sortedRows(rowPointers: Uint32Array): Uint32Array {
  const rowCount = rowPointers.length - 1;
  const order = new Uint32Array(rowCount);
  for (let first = 0; first < rowCount; first += SORTED_ROWS) {
    const count = Math.min(SORTED_ROWS, rowCount - first);
    const keys = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      const length = rowPointers[first + i + 1]! - rowPointers[first + i]!;
      keys[i] = i - length * SORTED_ROWS;
    }
    keys.sort();
    // keys = i − length · σ with 0 ≤ i < σ.
    for (let i = 0; i < count; i++) order[first + i] = first + modulo(keys[i]!, SORTED_ROWS);
  }
  return order;
}

function modulo(key: number, divisor: number): number {
  return key - Math.floor(key / divisor) * divisor;
}

function sliceEnds(rowPointers: Uint32Array, order: Uint32Array): Uint32Array<ArrayBuffer> {
  const rowCount = order.length;
  const ends = new Uint32Array(sliceCount(rowCount) + 1);
  for (let slice = 0; slice + 1 < ends.length; slice++) {
    const rows = sliceRows(rowCount, slice);
    let longest = 0;
    for (let i = slice * SLICE_ROWS; i < slice * SLICE_ROWS + rows; i++) {
      const row = order[i]!;
      longest = Math.max(longest, rowPointers[row + 1]! - rowPointers[row]!);
    }
    ends[slice + 1] = ends[slice]! + rows * longest;
  }
  return ends;
}

export default sell;
