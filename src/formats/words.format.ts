import type { Encoded, Format } from '../core/format.ts';
import type { DenseMatrix, Matrix } from '../core/problem.ts';

/** A 1 × n dense matrix as its raw 32-bit words, for probes: the same memory, seen as integers. */
const words: Format = {
  id: 'words',
  label: '32-bit words',
  family: 'probe',
  valueType: 'u32',
  source: 'the bit patterns of the matrix',
  admissible(a) {
    if (a.kind === 'dense' && a.rowCount === 1) return true;
    return `probes take a dense matrix of one row, this is a ${a.kind} one of ${a.rowCount} rows`;
  },
  encode(a): Encoded {
    const { values, columnCount } = oneDenseRow(a);
    return {
      format: words.id,
      rowCount: 1,
      columnCount,
      arrays: { words: new Uint32Array(values.buffer, values.byteOffset, values.length) },
      meta: {},
    };
  },
  decode({ arrays, columnCount }): DenseMatrix {
    const { buffer, byteOffset, length } = arrays.words!;
    return { kind: 'dense', rowCount: 1, columnCount, values: new Float32Array(buffer, byteOffset, length) };
  },
  storedBytes: a => 4 * oneDenseRow(a).values.length,
};

function oneDenseRow(a: Matrix): DenseMatrix {
  const admissible = words.admissible(a);
  if (a.kind === 'dense' && admissible === true) return a;
  throw new RangeError(String(admissible));
}

export default words;
