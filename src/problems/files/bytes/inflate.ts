import {
  Z_BUF_ERROR,
  Z_NO_FLUSH,
  Z_OK,
  Z_STREAM_END,
  ZStream,
  zlibInflate,
  zlibInflateInit2,
  zlibInflateReset,
} from 'pako';
import { InvalidFileError } from '../../../core/errors.ts';

/** zlib's window of 32 KiB, and a gzip header and trailer around it, whose check sum is checked. */
const GZIP_WINDOW_BITS = 15 + 16;

const OUTPUT_BYTES = 65_536;

/**
 * The bytes of a gzip file as they come out: of all its members, one after the other. Engines' own DecompressionStream
 * takes one member only (Chromium), or lets bytes follow (Node).
 * @throws InvalidFileError for damaged, missing and trailing bytes; errors of the stream itself pass through
 */
export async function* inflated(
  chunks: AsyncIterable<Uint8Array>,
  fileName: string,
): AsyncGenerator<Uint8Array> {
  const stream = new ZStream();
  zlibInflateInit2(stream, GZIP_WINDOW_BITS);
  const fail = (message: string) => new InvalidFileError(fileName, null, message);
  let isInside = false;
  let position = 0;
  for await (const chunk of chunks) {
    stream.input = chunk;
    stream.next_in = 0;
    stream.avail_in = chunk.length;
    for (;;) {
      if (!isInside && stream.avail_in > 0) {
        // A member may be cut between the two bytes that it begins with; zlib then looks at the second.
        if (chunk[stream.next_in] !== 0x1f) {
          throw fail(
            `byte ${position + stream.next_in + 1} and what follows is not gzip, expected the file to end`,
          );
        }
        isInside = true;
      }
      if (!isInside) break;
      const output = new Uint8Array(OUTPUT_BYTES);
      stream.output = output;
      stream.next_out = 0;
      stream.avail_out = OUTPUT_BYTES;
      const status = zlibInflate(stream, Z_NO_FLUSH);
      if (status !== Z_OK && status !== Z_STREAM_END && status !== Z_BUF_ERROR) {
        throw fail(`its gzip data are damaged: ${stream.msg || 'they cannot be unpacked'}`);
      }
      if (stream.next_out > 0) yield output.subarray(0, stream.next_out);
      if (status === Z_STREAM_END) {
        isInside = false;
        zlibInflateReset(stream);
      } else if (stream.avail_in === 0 && stream.avail_out > 0) break;
    }
    position += chunk.length;
  }
  if (isInside) throw fail('its gzip data end too early; the file is cut off');
}
