/** Bytes before the array begin at a multiple of this. */
const ALIGNMENT = 64;
const MAGIC = [0x93, ...new TextEncoder().encode('NUMPY'), 1, 0];

/**
 * An array as the bytes of an .npy file (format 1.0), row-major and little-endian, as `numpy.load` reads it.
 * @param shape its product is the array's length
 */
export function npyBytes(
  array: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>,
  shape: readonly number[],
): Uint8Array {
  const type = array instanceof Float32Array ? '<f4' : '<u4';
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': (${sizes}), }`;
  const lengthBytes = 2;
  const unpadded = MAGIC.length + lengthBytes + text.length + 1;
  const headerEnd = Math.ceil(unpadded / ALIGNMENT) * ALIGNMENT;
  const header = `${text}${' '.repeat(headerEnd - unpadded)}\n`;
  const bytes = new Uint8Array(headerEnd + array.byteLength);
  bytes.set(MAGIC);
  new DataView(bytes.buffer).setUint16(MAGIC.length, header.length, true);
  bytes.set(new TextEncoder().encode(header), MAGIC.length + lengthBytes);
  bytes.set(littleEndian(array), headerEnd);
  return bytes;
}

function littleEndian(array: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>): Uint8Array {
  const own = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  const isLittle = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
  if (isLittle) return own;
  const swapped = own.slice();
  for (let at = 0; at < swapped.length; at += 4) swapped.subarray(at, at + 4).reverse();
  return swapped;
}
