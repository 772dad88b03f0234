/** Rounds a number of floats up to whole vec4s. */
export function paddedToQuads(count: number): number {
  return Math.ceil(count / 4) * 4;
}

/**
 * Copies a row-major matrix into rows of `stride` floats, zero beyond `columnCount`. Returns `values` itself where
 * nothing changes.
 */
export function padRows(
  values: Float32Array<ArrayBuffer>,
  rowCount: number,
  columnCount: number,
  stride: number,
): Float32Array<ArrayBuffer> {
  if (stride === columnCount) return values;
  const padded = new Float32Array(rowCount * stride);
  for (let i = 0; i < rowCount; i++) {
    padded.set(values.subarray(i * columnCount, (i + 1) * columnCount), i * stride);
  }
  return padded;
}

/** The inverse of padRows: drops what lies beyond `columnCount` in every row. */
export function stripPadding(
  padded: Float32Array<ArrayBuffer>,
  rowCount: number,
  columnCount: number,
  stride: number,
): Float32Array<ArrayBuffer> {
  if (stride === columnCount) return padded;
  const values = new Float32Array(rowCount * columnCount);
  for (let i = 0; i < rowCount; i++) {
    values.set(padded.subarray(i * stride, i * stride + columnCount), i * columnCount);
  }
  return values;
}
