/** Memory of the longest array made of a sequence; dropped when no problem holds any part of it. */
const sequences = new Map<string, WeakRef<ArrayBuffer>>();

/**
 * The first `length` values of a sequence, in memory that problems share: a dense matrix, the left factor of a product
 * and a probe's words of one seed are the same values, and then lie once on the host and once on the device. Nobody may
 * write to them.
 * @param key names the sequence, seed included
 * @param make its first `length` values; longer ones begin with the same values
 */
export function sharedValues(
  key: string,
  length: number,
  make: (length: number) => Float32Array<ArrayBuffer>,
): Float32Array<ArrayBuffer> {
  const known = sequences.get(key)?.deref();
  if (known && known.byteLength >= length * Float32Array.BYTES_PER_ELEMENT) {
    return new Float32Array(known, 0, length);
  }
  const values = make(length);
  // Problems hold views of the memory; a view of our own would be collected, and the sharing end, while they are in use.
  sequences.set(key, new WeakRef(values.buffer));
  return values;
}
