import type { Encoded, EncodedArray, Format } from '../../core/format.ts';
import type { SparseMatrix } from '../../core/problem.ts';
import { entriesOf, sparseOf } from '../csr.format.ts';

/**
 * A cell takes 4 bytes and its block's index next to none, a nonzero of CSR takes 8: blocks of which less than a quarter
 * is nonzero take over twice the bytes of CSR, whatever their side.
 */
const MOST_PADDING = 4;

/**
 * Block compressed sparse rows: every block of side × side that holds a nonzero is stored whole, row by row, with one column
 * index. Blocks lie on a grid from the first row and column on; what a block has beyond the matrix is zero. It stores no zero
 * of A as such: decoding gives back the nonzeros.
 * @param side rows and columns of a block, a power of two
 */
export function bsrFormat(side: number): Format {
  const id = `bsr${side}-f32`;
  const cellsEach = side ** 2;
  const blocksOf = rememberingBlocks(side);
  return {
    id,
    label: `BSR ${side} × ${side} f32`,
    family: 'sparse-other',
    valueType: 'f32',
    source: 'BSR of Saad, SPARSKIT (1990)',
    mostPadding: MOST_PADDING,
    admissible(a) {
      const entries = entriesOf(a);
      const cells = cellsEach * blocksOf(sparseOf(a)).columns.length;
      if (cells <= MOST_PADDING * entries) return true;
      return `its blocks of ${side} × ${side} would hold ${cells} cells for ${entries} nonzeros, over ${MOST_PADDING} for each`;
    },
    encode(a): Encoded {
      const sparse = sparseOf(a);
      const blocks = blocksOf(sparse);
      const { pointers: blockPointers, columns: blockColumns } = blocks;
      return encoded(id, sparse, { blockPointers, blockColumns, values: cellsOf(sparse, blocks, side) });
    },
    // As if the nonzeros of all rows filled whole blocks.
    outline(a): Encoded {
      const blockRows = Math.ceil(a.rowCount / side);
      const blockPointers = new Uint32Array(blockRows + 1);
      for (let blockRow = 1; blockRow <= blockRows; blockRow++) {
        const before = a.rowPointers[Math.min(a.rowCount, blockRow * side)]!;
        blockPointers[blockRow] = Math.ceil(before / cellsEach);
      }
      const count = blockPointers[blockRows]!;
      const blockColumns = new Uint32Array(count);
      return encoded(id, a, { blockPointers, blockColumns, values: new Float32Array(cellsEach * count) });
    },
    decode: ({ rowCount, columnCount, arrays }) => nonzerosOf({ rowCount, columnCount, arrays }, side),
    // Values, and the fewest indices that they need: a block's other cells are padding.
    storedBytes(a, entryCount) {
      const entries = entryCount ?? entriesOf(a);
      const pointers = Math.ceil(a.rowCount / side) + 1;
      return 4 * (entries + Math.ceil(entries / cellsEach) + pointers);
    },
  };
}

function encoded(
  format: string,
  { rowCount, columnCount, values }: SparseMatrix,
  arrays: Readonly<Record<string, EncodedArray>>,
): Encoded {
  return { format, rowCount, columnCount, arrays, meta: { entries: values.length } };
}

interface Blocks {
  /** Blocks before each block row, and of all. */
  readonly pointers: Uint32Array<ArrayBuffer>;
  /** In units of blocks, ascending in each block row. */
  readonly columns: Uint32Array<ArrayBuffer>;
}

/** Asked for whether a matrix is admissible, and again to encode it. */
function rememberingBlocks(side: number): (a: SparseMatrix) => Blocks {
  const known = new WeakMap<Uint32Array, Blocks>();
  return a => {
    const blocks = known.get(a.columnIndices) ?? foundBlocks(a, side);
    known.set(a.columnIndices, blocks);
    return blocks;
  };
}

function foundBlocks(
  { rowCount, columnCount, rowPointers, columnIndices }: SparseMatrix,
  side: number,
): Blocks {
  const shift = Math.log2(side);
  const blockRows = Math.ceil(rowCount / side);
  const pointers = new Uint32Array(blockRows + 1);
  // The last block row, plus one, in which each block column was seen.
  const seenIn = new Uint32Array(Math.ceil(columnCount / side));
  let columns = new Uint32Array(Math.max(16, Math.ceil(columnIndices.length / side)));
  let count = 0;
  for (let blockRow = 0; blockRow < blockRows; blockRow++) {
    const end = rowPointers[Math.min(rowCount, (blockRow + 1) * side)]!;
    for (let entry = rowPointers[blockRow * side]!; entry < end; entry++) {
      const column = columnIndices[entry]! >>> shift;
      if (seenIn[column] === blockRow + 1) continue;
      seenIn[column] = blockRow + 1;
      if (count === columns.length) columns = grown(columns);
      columns[count++] = column;
    }
    pointers[blockRow + 1] = count;
    columns.subarray(pointers[blockRow]!, count).sort();
  }
  return { pointers, columns: columns.slice(0, count) };
}

function grown(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * array.length);
  larger.set(array);
  return larger;
}

function cellsOf(a: SparseMatrix, { pointers, columns }: Blocks, side: number): Float32Array<ArrayBuffer> {
  const { rowCount, columnCount, rowPointers, columnIndices, values } = a;
  const shift = Math.log2(side);
  const cells = new Float32Array(side ** 2 * columns.length);
  const blockAt = new Uint32Array(Math.ceil(columnCount / side));
  for (let row = 0; row < rowCount; row++) {
    const blockRow = row >>> shift;
    const inBlock = row % side;
    if (inBlock === 0)
      for (let block = pointers[blockRow]!; block < pointers[blockRow + 1]!; block++)
        blockAt[columns[block]!] = block;
    for (let entry = rowPointers[row]!, end = rowPointers[row + 1]!; entry < end; entry++) {
      const column = columnIndices[entry]!;
      cells[(blockAt[column >>> shift]! * side + inBlock) * side + (column & (side - 1))] = values[entry]!;
    }
  }
  return cells;
}

type Stored = Pick<Encoded, 'rowCount' | 'columnCount' | 'arrays'>;

function nonzerosOf({ rowCount, columnCount, arrays }: Stored, side: number): SparseMatrix {
  const { blockPointers, blockColumns, values } = arrays;
  const rowPointers = new Uint32Array(rowCount + 1);
  const columnIndices: number[] = [];
  const kept: number[] = [];
  for (let row = 0; row < rowCount; row++) {
    const blockRow = Math.floor(row / side);
    for (let block = blockPointers![blockRow]!; block < blockPointers![blockRow + 1]!; block++) {
      for (let k = 0; k < side; k++) {
        const value = values![(block * side + (row % side)) * side + k]!;
        if (value === 0) continue;
        columnIndices.push(blockColumns![block]! * side + k);
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
}
