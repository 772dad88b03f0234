/** Written at once: an array may be larger than a buffer can be. */
const CHUNK_BYTES = 2 ** 26;
/** The array begins at a multiple of this. */
const ALIGNMENT = 64;
const MAGIC = [0x93, ...new TextEncoder().encode('NUMPY'), 1, 0];

/**
 * An array as the bytes of an .npy file (format 1.0), row-major and little-endian, as `numpy.load` reads it.
 * @param shape its product is the array's length
 */
export function* npyPieces(
  array: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>,
  shape: readonly number[],
): Generator<Uint8Array> {
  const type = array instanceof Float32Array ? '<f4' : '<u4';
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': (${sizes}), }`;
  const lengthBytes = 2;
  const unpadded = MAGIC.length + lengthBytes + text.length + 1;
  const headerEnd = Math.ceil(unpadded / ALIGNMENT) * ALIGNMENT;
  const header = `${text}${' '.repeat(headerEnd - unpadded)}\n`;
  const head = new Uint8Array(headerEnd);
  head.set(MAGIC);
  new DataView(head.buffer).setUint16(MAGIC.length, header.length, true);
  head.set(new TextEncoder().encode(header), MAGIC.length + lengthBytes);
  yield head;
  for (let at = 0; at < array.byteLength; at += CHUNK_BYTES) {
    const length = Math.min(CHUNK_BYTES, array.byteLength - at);
    yield littleEndian(new Uint8Array(array.buffer, array.byteOffset + at, length));
  }
}

/** @param own words of four bytes in the order of this machine */
function littleEndian(own: Uint8Array<ArrayBuffer>): Uint8Array {
  const isLittle = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
  if (isLittle) return own;
  const swapped = own.slice();
  for (let at = 0; at < swapped.length; at += 4) swapped.subarray(at, at + 4).reverse();
  return swapped;
}
