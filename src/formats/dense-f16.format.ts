import type { Encoded, Format } from '../core/format.ts';
import type { DenseMatrix, Matrix } from '../core/problem.ts';
import { formatCount } from '../core/units.ts';
import { denseCopyFits, denseRows } from './dense-copy.ts';
import { F16_OVERFLOW, f16BitsOf, f16Table, LARGEST_F16 } from './f16.ts';
import { F16_ROWS, packedRowBytes, paddedColumns } from './row-packing.ts';

const BYTES_PER_VALUE = 2;

function admissible(a: Matrix): true | string {
  let largest = 0;
  for (let i = 0; i < a.values.length; i++) largest = Math.max(largest, Math.abs(a.values[i]!));
  if (largest >= F16_OVERFLOW) {
    return `an f16 holds numbers up to ${formatCount(LARGEST_F16)}, the matrix has one of ${largest.toPrecision(3)}`;
  }
  return denseCopyFits(a, a.rowCount * packedRowBytes(a.columnCount, F16_ROWS));
}

function encode(a: Matrix): Encoded {
  const { rowCount, columnCount } = a;
  const rowStride = paddedColumns(columnCount, F16_ROWS);
  const values = new Uint32Array((rowCount * rowStride) / F16_ROWS.valuesPerWord);
  const rowOf = denseRows(a);
  for (let i = 0; i < rowCount; i++) {
    const row = rowOf(i);
    const begin = (i * rowStride) / F16_ROWS.valuesPerWord;
    const pairs = columnCount >> 1;
    for (let p = 0; p < pairs; p++) {
      values[begin + p] = f16BitsOf(row[2 * p]!) | (f16BitsOf(row[2 * p + 1]!) << 16);
    }
    if (columnCount % 2 === 1) values[begin + pairs] = f16BitsOf(row[columnCount - 1]!);
  }
  return { format: 'dense-f16', rowCount, columnCount, arrays: { values }, meta: { rowStride } };
}

/** The dense matrix of the rounded values. */
function decode({ rowCount, columnCount, arrays, meta }: Encoded): DenseMatrix {
  const packed = arrays.values!;
  const table = f16Table();
  const values = new Float32Array(rowCount * columnCount);
  for (let i = 0; i < rowCount; i++) {
    const begin = (i * meta.rowStride!) / F16_ROWS.valuesPerWord;
    const first = i * columnCount;
    const pairs = columnCount >> 1;
    for (let p = 0; p < pairs; p++) {
      const word = packed[begin + p]!;
      values[first + 2 * p] = table[word & 0xffff]!;
      values[first + 2 * p + 1] = table[word >>> 16]!;
    }
    if (columnCount % 2 === 1) values[first + columnCount - 1] = table[packed[begin + pairs]! & 0xffff]!;
  }
  return { kind: 'dense', rowCount, columnCount, values };
}

/**
 * Row-major f16, every element stored, two in a u32, the earlier column in the low half; rows start on whole vec4s of
 * words. `meta.rowStride` is in values.
 */
const format: Format = {
  id: 'dense-f16',
  label: 'Dense f16',
  family: 'dense',
  valueType: 'f16',
  source: 'binary16 of IEEE 754-2008, in pairs as WGSL unpack2x16float takes them',
  lossy: true,
  admissible,
  encode,
  decode,
  storedBytes: a => a.rowCount * a.columnCount * BYTES_PER_VALUE,
};

export default format;
