import type { Encoded, Format } from '../core/format.ts';
import type { SparseMatrix } from '../core/problem.ts';
import csr, { entriesOf } from './csr.format.ts';

/** Compressed sparse columns: of each column its values and their rows, ascending. What a product with a sparse x reads. */
const csc: Format = {
  id: 'csc-f32',
  label: 'CSC f32',
  family: 'sparse-other',
  valueType: 'f32',
  byColumns: true,
  source: 'CSC of Saad, SPARSKIT (1990)',
  admissible: () => true,
  encode(a): Encoded {
    const { rowPointers, columnIndices, values } = csr.encode(a).arrays;
    const columnPointers = endsOf(columnIndices!, a.columnCount);
    const next = columnPointers.slice(0, -1);
    const rows = new Uint32Array(values!.length);
    const moved = new Float32Array(values!.length);
    for (let row = 0; row < a.rowCount; row++) {
      for (let entry = rowPointers![row]!, end = rowPointers![row + 1]!; entry < end; entry++) {
        const place = next[columnIndices![entry]!]!++;
        rows[place] = row;
        moved[place] = values![entry]!;
      }
    }
    return {
      format: csc.id,
      rowCount: a.rowCount,
      columnCount: a.columnCount,
      arrays: { columnPointers, rows, values: moved },
      meta: {},
    };
  },
  // As if the entries lay evenly in the columns.
  outline({ rowCount, columnCount, columnIndices, values }): Encoded {
    const columnPointers = new Uint32Array(columnCount + 1);
    for (let column = 0; column <= columnCount; column++) {
      columnPointers[column] = Math.floor((column * values.length) / columnCount);
    }
    return {
      format: csc.id,
      rowCount,
      columnCount,
      arrays: { columnPointers, rows: columnIndices, values },
      meta: {},
    };
  },
  decode({ rowCount, columnCount, arrays }): SparseMatrix {
    const { columnPointers, rows, values } = arrays;
    const rowPointers = endsOf(rows!, rowCount);
    const next = rowPointers.slice(0, -1);
    const columnIndices = new Uint32Array(values!.length);
    const kept = new Float32Array(values!.length);
    for (let column = 0; column < columnCount; column++) {
      for (let entry = columnPointers![column]!, end = columnPointers![column + 1]!; entry < end; entry++) {
        const place = next[rows![entry]!]!++;
        columnIndices[place] = column;
        kept[place] = values![entry]!;
      }
    }
    return { kind: 'sparse', rowCount, columnCount, rowPointers, columnIndices, values: kept };
  },
  storedBytes: (a, entryCount) => 8 * (entryCount ?? entriesOf(a)) + 4 * (a.columnCount + 1),
};

/** Where each of `count` lines begins when entries are sorted by line, and how many there are. */
function endsOf(lines: ArrayLike<number>, count: number): Uint32Array<ArrayBuffer> {
  const ends = new Uint32Array(count + 1);
  for (let entry = 0; entry < lines.length; entry++) ends[lines[entry]! + 1]!++;
  for (let line = 0; line < count; line++) ends[line + 1]! += ends[line]!;
  return ends;
}

export default csc;
