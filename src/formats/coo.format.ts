import type { Encoded, Format } from '../core/format.ts';
import type { SparseMatrix } from '../core/problem.ts';
import { entriesOf, sparseOf } from './csr.format.ts';

/** Coordinates: a row, a column and a value for every entry, row by row. Columns and values are those of CSR. */
const coo: Format = {
  id: 'coo-f32',
  label: 'COO f32',
  family: 'sparse-other',
  valueType: 'f32',
  source: 'COO of Saad, SPARSKIT (1990)',
  admissible: () => true,
  encode(a): Encoded {
    const sparse = sparseOf(a);
    const { rowCount, rowPointers } = sparse;
    const outline = coo.outline!(sparse);
    for (let row = 0; row < rowCount; row++)
      outline.arrays.rows!.fill(row, rowPointers[row]!, rowPointers[row + 1]!);
    return outline;
  },
  outline({ rowCount, columnCount, columnIndices: columns, values }): Encoded {
    const arrays = { rows: new Uint32Array(values.length), columns, values };
    return { format: coo.id, rowCount, columnCount, arrays, meta: {} };
  },
  decode({ rowCount, columnCount, arrays }): SparseMatrix {
    const rowPointers = new Uint32Array(rowCount + 1);
    for (const row of arrays.rows!) rowPointers[row + 1]!++;
    for (let row = 0; row < rowCount; row++) rowPointers[row + 1]! += rowPointers[row]!;
    return {
      kind: 'sparse',
      rowCount,
      columnCount,
      rowPointers,
      columnIndices: arrays.columns as Uint32Array<ArrayBuffer>,
      values: arrays.values as Float32Array<ArrayBuffer>,
    };
  },
  storedBytes: (a, entryCount) => 12 * (entryCount ?? entriesOf(a)),
};

export default coo;
