import type { Encoded, Format } from '../core/format.ts';
import type { DenseMatrix, Matrix, SparseMatrix } from '../core/problem.ts';

/**
 * Compressed sparse rows with f32 values and u32 indices. The canonical sparse matrix is stored so already, hence its
 * encoding shares its memory; of a dense matrix the nonzero elements are taken.
 */
const csr: Format = {
  id: 'csr-f32',
  label: 'CSR f32',
  family: 'csr',
  valueType: 'f32',
  source: 'Tinney and Walker, Proc. IEEE 55 (1967), in the form of Saad, SPARSKIT (1990)',
  admissible: () => true,
  encode(a): Encoded {
    const { rowPointers, columnIndices, values } = sparseOf(a);
    return {
      format: csr.id,
      rowCount: a.rowCount,
      columnCount: a.columnCount,
      arrays: { rowPointers, columnIndices, values },
      meta: {},
    };
  },
  decode({ rowCount, columnCount, arrays }): SparseMatrix {
    return {
      kind: 'sparse',
      rowCount,
      columnCount,
      rowPointers: arrays.rowPointers as Uint32Array<ArrayBuffer>,
      columnIndices: arrays.columnIndices as Uint32Array<ArrayBuffer>,
      values: arrays.values as Float32Array<ArrayBuffer>,
    };
  },
  storedBytes(a, entryCount) {
    const entries = entryCount ?? entriesOf(a);
    return 8 * entries + 4 * (a.rowCount + 1);
  },
};

/** How many entries a sparse format stores of it: all that it has, or a dense one's nonzeros. */
export function entriesOf(a: Matrix): number {
  return a.kind === 'sparse' ? a.values.length : countNonzeros(a.values);
}

/** Itself where it is sparse, else its nonzeros. */
export function sparseOf(a: Matrix): SparseMatrix {
  return a.kind === 'sparse' ? a : nonzerosOf(a);
}

function countNonzeros(values: Float32Array): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (values[i] !== 0) count++;
  return count;
}

function nonzerosOf({ rowCount, columnCount, values }: DenseMatrix): SparseMatrix {
  const nnz = countNonzeros(values);
  const rowPointers = new Uint32Array(rowCount + 1);
  const columnIndices = new Uint32Array(nnz);
  const kept = new Float32Array(nnz);
  let next = 0;
  for (let row = 0; row < rowCount; row++) {
    for (let column = 0; column < columnCount; column++) {
      const value = values[row * columnCount + column]!;
      if (value === 0) continue;
      columnIndices[next] = column;
      kept[next++] = value;
    }
    rowPointers[row + 1] = next;
  }
  return { kind: 'sparse', rowCount, columnCount, rowPointers, columnIndices, values: kept };
}

export default csr;
