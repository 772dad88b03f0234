import type { Encoded, Format } from '../core/format.ts';
import type { DenseMatrix, Matrix, SparseMatrix } from '../core/problem.ts';
import { denseCopyFits } from './dense-copy.ts';
import { paddedToQuads, padRows, stripPadding } from './padded-rows.ts';

const BYTES_PER_VALUE = 4;

function admissible(a: Matrix): true | string {
  return denseCopyFits(a, a.rowCount * paddedToQuads(a.columnCount) * BYTES_PER_VALUE);
}

/** Shares the memory of a dense matrix whose rows are whole vec4s already; copies otherwise. */
function encode(a: Matrix): Encoded {
  const rowStride = paddedToQuads(a.columnCount);
  const values =
    a.kind === 'dense' ? padRows(a.values, a.rowCount, a.columnCount, rowStride) : scatter(a, rowStride);
  return {
    format: 'dense-f32',
    rowCount: a.rowCount,
    columnCount: a.columnCount,
    arrays: { values },
    meta: { rowStride },
  };
}

function scatter(a: SparseMatrix, rowStride: number): Float32Array<ArrayBuffer> {
  const values = new Float32Array(a.rowCount * rowStride);
  for (let i = 0; i < a.rowCount; i++) {
    const end = a.rowPointers[i + 1]!;
    for (let e = a.rowPointers[i]!; e < end; e++) {
      values[i * rowStride + a.columnIndices[e]!] = a.values[e]!;
    }
  }
  return values;
}

/** The dense matrix; which zeros were stored explicitly is lost. */
function decode(encoded: Encoded): DenseMatrix {
  const { rowCount, columnCount } = encoded;
  const stored = encoded.arrays.values as Float32Array<ArrayBuffer>;
  const values = stripPadding(stored, rowCount, columnCount, encoded.meta.rowStride!);
  return { kind: 'dense', rowCount, columnCount, values };
}

/** Row-major f32, every element stored; rows start on whole vec4s. `meta.rowStride` is in floats. */
const format: Format = {
  id: 'dense-f32',
  label: 'Dense f32',
  family: 'dense',
  valueType: 'f32',
  source: 'Row-major array, as BLAS calls it: Lawson et al., Basic Linear Algebra Subprograms (1979)',
  admissible,
  encode,
  decode,
  storedBytes: a => a.rowCount * a.columnCount * BYTES_PER_VALUE,
};

export default format;
