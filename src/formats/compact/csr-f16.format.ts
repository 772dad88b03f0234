import type { Encoded, Format } from '../../core/format.ts';
import type { Matrix } from '../../core/problem.ts';
import csr, { entriesOf } from '../csr.format.ts';
import { entriesFitWords, packEntries, unpackEntries } from './packing.ts';

/** Compressed sparse rows, an entry a word: column in 16 bits, value in f16. */
const format: Format = {
  id: 'csr-f16',
  label: 'CSR f16, 16-bit columns',
  family: 'csr',
  valueType: 'f16',
  source: 'CSR of Saad, SPARSKIT (1990), with narrow columns as in Kourtis et al., CF 2008',
  lossy: true,
  admissible: entriesFitWords,
  encode: a => packed(csr.encode(a)),
  outline: a => outlined(a),
  decode({ arrays, ...encoded }): Matrix {
    const { columns, values } = unpackEntries(arrays.entries!);
    return csr.decode({
      ...encoded,
      arrays: { rowPointers: arrays.rowPointers!, columnIndices: columns, values },
    });
  },
  storedBytes: (a, entryCount) => 4 * (entryCount ?? entriesOf(a)) + 4 * (a.rowCount + 1),
};

function packed({ arrays, ...encoded }: Encoded): Encoded {
  const entries = packEntries(arrays.columnIndices!, arrays.values!);
  return { ...encoded, format: format.id, arrays: { rowPointers: arrays.rowPointers!, entries } };
}

function outlined(a: Matrix): Encoded {
  const { arrays, ...encoded } = csr.encode(a);
  return {
    ...encoded,
    format: format.id,
    arrays: { rowPointers: arrays.rowPointers!, entries: arrays.columnIndices! },
  };
}

export default format;
