import type { Encoded, Format } from '../../core/format.ts';
import type { Matrix } from '../../core/problem.ts';
import bitmap from '../bitmap.format.ts';
import { entriesOf } from '../csr.format.ts';
import { packPairs, unpackPairs, valuesFitF16 } from './packing.ts';

/** The bitmap with values in f16, two a word in the order of all rows. */
const format: Format = {
  ...bitmap,
  id: 'bitmap-f16',
  label: 'bitmap f16',
  valueType: 'f16',
  lossy: true,
  admissible: valuesFitF16,
  encode: a => packed(bitmap.encode(a), values => packPairs(values)),
  outline: a => packed(bitmap.outline!(a), ({ length }) => new Uint32Array(Math.ceil(length / 2))),
  decode({ arrays, meta, ...encoded }): Matrix {
    const values = unpackPairs(arrays.pairs!, meta.entries!);
    return bitmap.decode({
      ...encoded,
      meta,
      arrays: { ranks: arrays.ranks!, words: arrays.words!, values },
    });
  },
  storedBytes: (a, entryCount) =>
    bitmap.storedBytes(a, entryCount ?? entriesOf(a)) - 2 * (entryCount ?? entriesOf(a)),
};

function packed(
  { arrays, meta, ...encoded }: Encoded,
  pack: (values: Float32Array) => Uint32Array<ArrayBuffer>,
): Encoded {
  const { ranks, words } = arrays;
  const values = arrays.values as Float32Array;
  return {
    ...encoded,
    format: format.id,
    meta: { ...meta, entries: values.length },
    arrays: { ranks: ranks!, words: words!, pairs: pack(values) },
  };
}

export default format;
