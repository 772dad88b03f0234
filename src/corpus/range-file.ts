import type { AsyncBuffer } from 'hyparquet';

/** A file that is so small that asking twice costs more than reading all of it. */
const WHOLE_BYTES = 256 * 1024;

/**
 * A file on a static server, read by ranges. Of a server that answers a range with all of it (200 instead of 206), it is
 * fetched once and kept.
 * @param byteLength as the index states it: servers that compress on their way state another
 * @throws Error where the server refuses, or sends another length
 */
export function rangeFile(
  url: string,
  byteLength: number,
  fetchFile: typeof fetch = (...args) => fetch(...args),
): AsyncBuffer {
  let whole: Promise<ArrayBuffer> | null = null;
  const fetchWhole = async (): Promise<ArrayBuffer> => bytesOf(await fetchFile(url), url, byteLength);
  const fetchRange = async (start: number, end: number): Promise<ArrayBuffer> => {
    const response = await fetchFile(url, { headers: { Range: `bytes=${start}-${end - 1}` } });
    if (response.status === 206) return bytesOf(response, url, end - start);
    whole = bytesOf(response, url, byteLength);
    return (await whole).slice(start, end);
  };
  return {
    byteLength,
    slice: async (start, end = byteLength) => {
      if (byteLength <= WHOLE_BYTES) whole ??= fetchWhole();
      return whole === null ? fetchRange(start, end) : (await whole).slice(start, end);
    },
  };
}

async function bytesOf(response: Response, url: string, expected: number): Promise<ArrayBuffer> {
  if (!response.ok) throw new Error(`${url}: the server answered ${response.status}`);
  const bytes = await response.arrayBuffer();
  if (bytes.byteLength === expected) return bytes;
  throw new Error(`${url}: the server sent ${bytes.byteLength} bytes, expected ${expected}`);
}
