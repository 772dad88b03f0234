import type { Encoded, Format } from '../../core/format.ts';
import type { Matrix } from '../../core/problem.ts';
import { entriesOf } from '../csr.format.ts';
import sell from '../sell.format.ts';
import { entriesFitWords, packEntries, unpackEntries } from './packing.ts';

/** SELL-32-1024, a cell a word: column in 16 bits, value in f16. */
const format: Format = {
  ...sell,
  id: 'sell-f16',
  label: 'SELL-32-1024 f16, 16-bit columns',
  valueType: 'f16',
  lossy: true,
  admissible(a) {
    const fits = entriesFitWords(a);
    return fits === true ? sell.admissible(a) : fits;
  },
  encode: a => {
    const encoded = sell.encode(a);
    return withCells(encoded, packEntries(encoded.arrays.columns!, encoded.arrays.values!));
  },
  outline: a => {
    const encoded = sell.outline!(a);
    return withCells(encoded, encoded.arrays.columns as Uint32Array<ArrayBuffer>);
  },
  decode({ arrays, ...encoded }): Matrix {
    const { slicePointers, slots, cells } = arrays;
    const { columns, values } = unpackEntries(cells!);
    return sell.decode({
      ...encoded,
      arrays: { slicePointers: slicePointers!, slots: slots!, columns, values },
    });
  },
  storedBytes: (a, entryCount) =>
    sell.storedBytes(a, entryCount ?? entriesOf(a)) - 4 * (entryCount ?? entriesOf(a)),
};

function withCells({ arrays, ...encoded }: Encoded, cells: Uint32Array<ArrayBuffer>): Encoded {
  const { slicePointers, slots } = arrays;
  return { ...encoded, format: format.id, arrays: { slicePointers: slicePointers!, slots: slots!, cells } };
}

export default format;
