import type { Encoded, EncodedArray, Format } from '../core/format.ts';
import type { Matrix, SparseMatrix } from '../core/problem.ts';
import csr, { entriesOf } from './csr.format.ts';

/** Rows and columns of a block. */
export const BLOCK_SIDE = 4;
const BLOCK_CELLS = BLOCK_SIDE ** 2;
/** Blocks of which less than a quarter is nonzero take over twice the bytes of CSR. */
const MOST_PADDING = 4;

/**
 * Block compressed sparse rows: every 4 × 4 block that holds a nonzero is stored whole, row by row, with one column index.
 * Blocks lie on a grid from the first row and column on; what a block has beyond the matrix is zero. It stores no zero of A
 * as such: decoding gives back the nonzeros.
 */
const bsr: Format = {
  id: 'bsr4-f32',
  label: 'BSR 4 × 4 f32',
  family: 'sparse-other',
  valueType: 'f32',
  source: 'BSR of Saad, SPARSKIT (1990)',
  mostPadding: MOST_PADDING,
  admissible(a) {
    const entries = entriesOf(a);
    const cells = BLOCK_CELLS * blocksOf(sparseOf(a)).columns.length;
    if (cells <= MOST_PADDING * entries) return true;
    return `its blocks of 4 × 4 would hold ${cells} cells for ${entries} nonzeros, over ${MOST_PADDING} for each`;
  },
  encode(a): Encoded {
    const sparse = sparseOf(a);
    const { rowCount, columnCount, rowPointers, columnIndices, values } = sparse;
    const { pointers, columns } = blocksOf(sparse);
    const cells = new Float32Array(BLOCK_CELLS * columns.length);
    const blockAt = new Uint32Array(Math.ceil(columnCount / BLOCK_SIDE));
    for (let row = 0; row < rowCount; row++) {
      const blockRow = Math.floor(row / BLOCK_SIDE);
      if (row % BLOCK_SIDE === 0)
        for (let block = pointers[blockRow]!; block < pointers[blockRow + 1]!; block++)
          blockAt[columns[block]!] = block;
      for (let entry = rowPointers[row]!; entry < rowPointers[row + 1]!; entry++) {
        const column = columnIndices[entry]!;
        const block = blockAt[Math.floor(column / BLOCK_SIDE)]!;
        cells[block * BLOCK_CELLS + (row % BLOCK_SIDE) * BLOCK_SIDE + (column % BLOCK_SIDE)] = values[entry]!;
      }
    }
    return encoded(sparse, { blockPointers: pointers, blockColumns: columns, values: cells });
  },
  // As if the nonzeros of every block row filled whole blocks.
  outline(a): Encoded {
    const blockRows = Math.ceil(a.rowCount / BLOCK_SIDE);
    const blockPointers = new Uint32Array(blockRows + 1);
    for (let blockRow = 0; blockRow < blockRows; blockRow++) {
      const [first, end] = [blockRow * BLOCK_SIDE, Math.min(a.rowCount, (blockRow + 1) * BLOCK_SIDE)];
      const entries = a.rowPointers[end]! - a.rowPointers[first]!;
      blockPointers[blockRow + 1] = blockPointers[blockRow]! + Math.ceil(entries / BLOCK_CELLS);
    }
    const count = blockPointers[blockRows]!;
    const arrays = {
      blockPointers,
      blockColumns: new Uint32Array(count),
      values: new Float32Array(BLOCK_CELLS * count),
    };
    return encoded(a, arrays);
  },
  decode({ rowCount, columnCount, arrays }): SparseMatrix {
    const { blockPointers, blockColumns, values } = arrays;
    const rowPointers = new Uint32Array(rowCount + 1);
    const columnIndices: number[] = [];
    const kept: number[] = [];
    for (let row = 0; row < rowCount; row++) {
      const blockRow = Math.floor(row / BLOCK_SIDE);
      for (let block = blockPointers![blockRow]!; block < blockPointers![blockRow + 1]!; block++) {
        for (let k = 0; k < BLOCK_SIDE; k++) {
          const value = values![block * BLOCK_CELLS + (row % BLOCK_SIDE) * BLOCK_SIDE + k]!;
          if (value === 0) continue;
          columnIndices.push(blockColumns![block]! * BLOCK_SIDE + k);
          kept.push(value);
        }
      }
      rowPointers[row + 1] = kept.length;
    }
    return {
      kind: 'sparse',
      rowCount,
      columnCount,
      rowPointers,
      columnIndices: Uint32Array.from(columnIndices),
      values: Float32Array.from(kept),
    };
  },
  // Values, and the fewest indices that they need: a block's other cells are padding.
  storedBytes(a, entryCount) {
    const entries = entryCount ?? entriesOf(a);
    const pointers = Math.ceil(a.rowCount / BLOCK_SIDE) + 1;
    return 4 * (entries + Math.ceil(entries / BLOCK_CELLS) + pointers);
  },
};

function encoded(
  { rowCount, columnCount, values }: SparseMatrix,
  arrays: Readonly<Record<string, EncodedArray>>,
): Encoded {
  return { format: bsr.id, rowCount, columnCount, arrays, meta: { entries: values.length } };
}

function sparseOf(a: Matrix): SparseMatrix {
  return a.kind === 'sparse' ? a : (csr.decode(csr.encode(a)) as SparseMatrix);
}

interface Blocks {
  /** Blocks before each block row, and of all. */
  readonly pointers: Uint32Array<ArrayBuffer>;
  /** In units of blocks, ascending in each block row. */
  readonly columns: Uint32Array<ArrayBuffer>;
}

const known = new WeakMap<Uint32Array, Blocks>();

/** Asked for whether a matrix is admissible, and again to encode it. */
function blocksOf({ rowCount, columnCount, rowPointers, columnIndices }: SparseMatrix): Blocks {
  const earlier = known.get(columnIndices);
  if (earlier) return earlier;
  const blockRows = Math.ceil(rowCount / BLOCK_SIDE);
  const pointers = new Uint32Array(blockRows + 1);
  // The last block row, plus one, in which each block column was seen.
  const seenIn = new Uint32Array(Math.ceil(columnCount / BLOCK_SIDE));
  let columns = new Uint32Array(Math.max(16, Math.ceil(columnIndices.length / BLOCK_SIDE)));
  let count = 0;
  for (let blockRow = 0; blockRow < blockRows; blockRow++) {
    const begin = rowPointers[blockRow * BLOCK_SIDE]!;
    const end = rowPointers[Math.min(rowCount, (blockRow + 1) * BLOCK_SIDE)]!;
    for (let entry = begin; entry < end; entry++) {
      const column = Math.floor(columnIndices[entry]! / BLOCK_SIDE);
      if (seenIn[column] === blockRow + 1) continue;
      seenIn[column] = blockRow + 1;
      if (count === columns.length) columns = grown(columns);
      columns[count++] = column;
    }
    pointers[blockRow + 1] = count;
    columns.subarray(pointers[blockRow]!, count).sort();
  }
  const blocks = { pointers, columns: columns.slice(0, count) };
  known.set(columnIndices, blocks);
  return blocks;
}

function grown(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * array.length);
  larger.set(array);
  return larger;
}

export default bsr;
