import { joined } from './bytes/text-stream.ts';
import { unpacked } from './bytes/unpack.ts';
import type { MatrixFile, MatrixParser, MatrixSource } from './matrix-file.ts';
import { HEAD_BYTES, recognised } from './recognise.ts';

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/**
 * A matrix from a file, Matrix Market or `.smtx`, as it is or compressed with gzip, recognised by its first line and then
 * by its name.
 * @param chunks the file in pieces of any size: a Node stream, Blob.stream()
 * @throws InvalidFileError; errors of the stream itself pass through
 */
export async function readMatrix(
  chunks: AsyncIterable<Uint8Array>,
  source: MatrixSource,
): Promise<MatrixFile> {
  const text = await unpacked(chunks, source.fileName);
  // How much text comes out of a packed file is known at its end only.
  const textSource = text.isPacked ? { ...source, byteLength: null } : source;
  let head = new Uint8Array(0);
  let parser: MatrixParser | null = null;
  const begin = (): MatrixParser => {
    const begun = recognised(withoutMark(head), textSource);
    begun.push(withoutMark(head));
    return begun;
  };
  for await (const chunk of text.chunks) {
    if (parser !== null) {
      parser.push(chunk);
      continue;
    }
    head = joined([head, chunk]);
    if (head.length >= HEAD_BYTES) parser = begin();
  }
  parser ??= begin();
  return parser.finish();
}

/** Windows' editors put a byte order mark before UTF-8. */
function withoutMark(head: Uint8Array): Uint8Array {
  return BYTE_ORDER_MARK.every((byte, i) => head[i] === byte) ? head.subarray(BYTE_ORDER_MARK.length) : head;
}
