import type { Encoded, Format } from '../core/format.ts';
import type { SparseMatrix } from '../core/problem.ts';
import { entriesOf, sparseOf } from './csr.format.ts';

/** Rows that are read together where a part of them is: 128 bytes of each of their columns lie in one piece. */
export const STRIP_ROWS = 32;
/** More padding than this costs more than equal lengths gain. */
const MOST_PADDING = 3;

/**
 * ELLPACK: every row has as many cells as the longest, stored column by column, so that neighbouring threads read neighbouring
 * words: the k-th cell of row i is number k · rowCount + i. Cells beyond the end of a row are zero, in the column of its last
 * entry, or in column 0 of a row without any. Decoding gives back the nonzeros.
 */
const ell: Format = {
  id: 'ell-f32',
  label: 'ELL f32',
  family: 'sparse-other',
  valueType: 'f32',
  source: 'ELLPACK of Rice and Boisvert (1985), as in Bell and Garland, SC 2009',
  mostPadding: MOST_PADDING,
  admissible(a) {
    const { rowCount, rowPointers } = sparseOf(a);
    const [longest, entries] = [longestRow(rowPointers), entriesOf(a)];
    if (longest * rowCount <= MOST_PADDING * entries) return true;
    const times = ((longest * rowCount) / entries).toPrecision(3);
    return `its longest row of ${longest} is ${times} × the mean, over ${MOST_PADDING}`;
  },
  encode(a): Encoded {
    const sparse = sparseOf(a);
    const outline = ell.outline!(sparse);
    fill(outline, sparse);
    return outline;
  },
  outline({ rowCount, columnCount, rowPointers }): Encoded {
    const width = longestRow(rowPointers);
    return {
      format: ell.id,
      rowCount,
      columnCount,
      arrays: {
        columns: new Uint32Array(width * rowCount),
        values: new Float32Array(width * rowCount),
      },
      meta: { width, entries: rowPointers[rowCount]! },
    };
  },
  decode({ rowCount, columnCount, arrays, meta }): SparseMatrix {
    const { columns, values } = arrays;
    const rowPointers = new Uint32Array(rowCount + 1);
    const columnIndices = new Uint32Array(meta.entries!);
    const nonzeros = new Float32Array(meta.entries!);
    let next = 0;
    for (let row = 0; row < rowCount; row++) {
      for (let cell = row; cell < values!.length; cell += rowCount) {
        if (values![cell] === 0) continue;
        columnIndices[next] = columns![cell]!;
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
  },
  // A column index and a value an entry; no pointers, since all rows are as long.
  storedBytes: (a, entryCount) => 8 * (entryCount ?? entriesOf(a)),
};

function longestRow(rowPointers: Uint32Array): number {
  let longest = 0;
  for (let row = 1; row < rowPointers.length; row++)
    longest = Math.max(longest, rowPointers[row]! - rowPointers[row - 1]!);
  return longest;
}

/** Rows that are written in turns: what they write to each column of cells lies in one piece. */
const ROWS_AT_ONCE = 16;

function fill(
  { arrays, meta }: Encoded,
  { rowCount, rowPointers, columnIndices, values }: SparseMatrix,
): void {
  const columns = arrays.columns as Uint32Array;
  const cells = arrays.values as Float32Array;
  for (let first = 0; first < rowCount; first += ROWS_AT_ONCE) {
    const beyond = Math.min(rowCount, first + ROWS_AT_ONCE);
    for (let k = 0; k < meta.width!; k++) {
      for (let row = first; row < beyond; row++) {
        const entry = rowPointers[row]! + k;
        const end = rowPointers[row + 1]!;
        const cell = k * rowCount + row;
        if (entry < end) {
          columns[cell] = columnIndices[entry]!;
          cells[cell] = values[entry]!;
        } else if (end > rowPointers[row]!) columns[cell] = columnIndices[end - 1]!;
      }
    }
  }
}

export default ell;
